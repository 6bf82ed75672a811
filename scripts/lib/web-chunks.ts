import type { Rolldown } from 'vite'

/**
 * What the sign-in page needs is one file, and what every open account needs is another: each with all that its modules import and
 * an earlier one has not taken. Left alone, the bundler makes a file for each set of pages that share something: some fifty, each
 * with a kilobyte of headers, and each compressed for itself.
 */
export const webChunks: Rolldown.CodeSplittingOptions = {
  groups: [
    { name: 'start', test: /\/renderer\/main\.tsx$/, priority: 2 },
    {
      name: 'account',
      test: /\/renderer\/(?:app\/pages|application\/open-workspace|data\/database\/dexie-storage)\.ts$/,
      priority: 1
    },
  ]
}
