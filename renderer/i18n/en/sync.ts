/** The state of synchronisation, in words. */
export const sync = {
  title: 'Sync'
} as const
