/** The PostgreSQL server that tests make their databases on. */
export function postgresUrl(): string {
  return process.env['FICHE_TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
}

/** The address of another database on that server. */
export function databaseUrl(name: string): string {
  const url = new URL(postgresUrl())
  url.pathname = `/${name}`
  return url.href
}
