import { createLevelDatabases } from '#server/storage/level-databases.ts'

/** A control: storage that says nothing of a document's earlier revisions, so that what a replica says of them is believed. */
export const openTrustingDatabases: typeof createLevelDatabases = async (...where) => {
  const databases = await createLevelDatabases(...where)
  return {
    ...databases,
    open: async name => ({ ...(await databases.open(name)), readAncestry: () => Promise.resolve(new Map()) })
  }
}
