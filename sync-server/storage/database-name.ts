/** CouchDB's rule for database names, without the slash. */
export const databaseNamePattern = /^[a-z][a-z0-9_$()+-]*$/
