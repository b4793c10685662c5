/**
 * For `npm run migration`, which writes the next file of db/migrations from what changed in db/schema. Drizzle's
 * generator is fetched when it is needed, and not installed with the rest: only who changes the schema runs it.
 */
export default {
  dialect: 'postgresql',
  schema: './db/schema/index.ts',
  out: './db/migrations',
}
