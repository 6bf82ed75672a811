import type { CustomScheme } from 'electron'
import { schemes } from '../core/addresses.ts'
import { life } from '../core/life.ts'
import { strict } from '../core/not-simulated.ts'

export type ProtocolHandler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, ProtocolHandler>()

export const protocolHandler = (scheme: string): ProtocolHandler | undefined => handlers.get(scheme)

const registerScheme = ({ scheme, privileges = {} }: CustomScheme): void => {
  if (privileges.standard !== true) {
    throw new Error(`electron stand-in: '${scheme}' is not standard: in Electron it would have no storage`)
  }
  if (privileges.secure !== true) {
    throw new Error(`electron stand-in: '${scheme}' is not secure: in Electron it would have no crypto.subtle`)
  }
  schemes.add(scheme)
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(list: readonly CustomScheme[]) {
    if (life.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const scheme of list) registerScheme(scheme)
  },
  handle(scheme: string, handler: ProtocolHandler) {
    if (!life.isReady) throw new Error('protocol.handle can only be used after app is ready')
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
  unhandle: (scheme: string) => void handlers.delete(scheme),
  isProtocolHandled: (scheme: string) => handlers.has(scheme)
})
