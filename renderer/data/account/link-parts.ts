/** What a page does with links, and about a forgotten password: a chunk of its own. */
export { confirmAddress, revertAddress } from './confirm-address.ts'
export { askForReset, findResetWay } from './forgotten.ts'
export { createLinkActions } from './link-actions.ts'
