import { customType, timestamp } from 'drizzle-orm/pg-core'

/** Bytes as they came. Both drivers give and take Uint8Array (Buffer is one). */
export const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })

/** When something happened: the database's clock, with its zone. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Text that is compared byte by byte (dates, keys), whatever the collation of the database. */
export const code = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })
