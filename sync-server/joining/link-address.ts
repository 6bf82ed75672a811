/** Pages of the web edition that a link with a secret opens. */
export type LinkedPage = 'set-up' | 'confirm-address' | 'revert-address' | 'reset' | 'join'

/** @param page of the web edition. The secret stands behind the `#`: browsers send that part to nobody, and no log has it (JO2). */
export function toLinkAddress(publicUrl: string, page: LinkedPage, token: string): string {
  return `${publicUrl}/app/${page}#${token}`
}
