// The bridge as the page has it, called from specs.
import type { Page } from '@playwright/test'
import type { CallChannel, CallContract, Desktop, EventChannel } from '#electron/contract/ipc-contract.ts'

interface PageGlobal {
  readonly desktop: Desktop
  received: Record<string, unknown[]>
}

/** Calls a channel as the page's own code would. */
export const call = <C extends CallChannel>(
  page: Page,
  channel: C,
  ...args: Parameters<CallContract[C]>
): Promise<ReturnType<CallContract[C]>> => callLoosely(page, channel, args) as Promise<ReturnType<CallContract[C]>>

const callLoosely = (page: Page, channel: string, args: readonly unknown[]): Promise<unknown> =>
  page.evaluate(
    ([channel, args]) => (globalThis as unknown as PageGlobal).desktop.call(channel as 'app:describe', ...(args as [])),
    [channel, args] as const
  )

/** What a call is refused with; `answered` where it was not. Takes what the contract forbids. */
export const refusalOf = (page: Page, channel: string, ...args: readonly unknown[]): Promise<string> =>
  callLoosely(page, channel, args).then(
    () => 'answered',
    (error: unknown) => String(error)
  )

/** Collects from now on what main tells the page on a channel; asks for all of it so far. */
export const collect = async (page: Page, channel: EventChannel): Promise<() => Promise<readonly unknown[]>> => {
  await page.evaluate(channel => {
    const target = globalThis as unknown as PageGlobal
    target.received ??= {}
    const values: unknown[] = (target.received[channel] ??= [])
    target.desktop.on(channel, value => void values.push(value ?? null))
  }, channel)
  return () => page.evaluate(channel => (globalThis as unknown as PageGlobal).received[channel] ?? [], channel)
}
