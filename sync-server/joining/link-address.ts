/** @param page of the web edition. The secret stands behind the `#`: browsers send that part to nobody, and no log has it (JO2). */
export function toLinkAddress(
  publicUrl: string,
  page: 'set-up' | 'confirm-address' | 'revert-address' | 'reset',
  token: string
): string {
  return `${publicUrl}/app/${page}#${token}`
}
