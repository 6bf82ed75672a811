import type { PersonAct } from '../../simulation/plan/act.ts'
import type { Shown } from '../../simulation/device/protocol.ts'

export interface DeviceStart {
  /** The line to the server. */
  readonly serverUrl: string
  readonly name: string
  readonly password: string
}

export type DeviceCommand =
  | { readonly kind: 'act'; readonly act: PersonAct }
  /** Puts the device's clock ahead of the machine's, ms. */
  | { readonly kind: 'set-clock-ahead'; readonly ms: number }
  /** The network is back. */
  | { readonly kind: 'wake' }
  | { readonly kind: 'report' }
  | { readonly kind: 'stop' }

export interface DeviceRequest {
  readonly call: number
  readonly command: DeviceCommand
}

export type DeviceMessage =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly error: string }
  /** Something on the device is not as it was; `ready` at first. */
  | 'ready'
  | 'changed'

/** What a device shows; what is on its way is the line's business. */
export type DeviceReport = Omit<Shown, 'underWay'>
