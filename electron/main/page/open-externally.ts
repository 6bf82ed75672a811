import { shell } from 'electron'
import { toExternalAddress } from './to-external-address.ts'

/** Opens an address in the person's browser or telephone application; false where it may not be opened, or nothing opens it. */
export async function openExternally(text: string): Promise<boolean> {
  const address = toExternalAddress(text)
  if (address === undefined) return false
  return shell.openExternal(address).then(
    () => true,
    () => false
  )
}
