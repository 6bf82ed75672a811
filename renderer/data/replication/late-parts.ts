/** What replicates: a chunk of its own, which is fetched once a page is shown (`late-engine.ts`). */
export { createAuthorizedClient } from '../http/authorized-client.ts'
export { createConflictHandlers } from './conflict-handlers.ts'
export { createCouchClient } from './couch-client.ts'
export { startSyncEngine } from './sync-engine.ts'
