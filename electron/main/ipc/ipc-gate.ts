import { ipcMain, type IpcMainInvokeEvent } from 'electron'
import { type CallChannel, type CallContract, callChannels } from '#electron/contract/ipc-contract.ts'
import { pageOrigin } from '../page/page-origin.ts'
import { argumentSchemas } from './argument-schemas.ts'

type Awaitable<T> = T | Promise<T>
export type CallHandlers = {
  readonly [C in CallChannel]: (...args: Parameters<CallContract[C]>) => Awaitable<ReturnType<CallContract[C]>>
}

/** The one place where calls arrive: who asks is checked, and what is asked is parsed, before a handler sees it. */
export function openIpcGate(handlers: CallHandlers, report: (channel: CallChannel, error: unknown) => void): void {
  for (const channel of callChannels) openChannel(channel, handlers[channel], report)
}

function openChannel<C extends CallChannel>(
  channel: C,
  handler: CallHandlers[C],
  report: (channel: CallChannel, error: unknown) => void
): void {
  ipcMain.handle(channel, async (event, ...args: unknown[]): Promise<unknown> => {
    assertTrustedSender(event)
    const parsed = argumentSchemas[channel].safeParse(args)
    // The values themselves stay out of the message: it may be logged.
    if (!parsed.success) throw new Error(`${channel}: arguments are not of the contract's shape`)
    try {
      return await handler(...(parsed.data as Parameters<CallContract[C]>))
    } catch (error) {
      report(channel, error)
      throw new Error(`${channel} failed`, { cause: error })
    }
  })
}

/** Only the top frame of our own page may ask. */
function assertTrustedSender({ senderFrame }: IpcMainInvokeEvent): void {
  const isOurs = senderFrame !== null && senderFrame.parent === null && senderFrame.origin === pageOrigin
  if (!isOurs) throw new Error('untrusted sender')
}
