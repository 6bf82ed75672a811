import type { AccountWish, DeviceWish, OpenScene, SceneWish } from '../contract.ts'

/** What the page asks of the lab's server. Rejects with words for the visitor. */
export const openScene = (wish: SceneWish): Promise<OpenScene> => ask<OpenScene>('scene', wish)
export const setDevice = (wish: DeviceWish): Promise<unknown> => ask('device', wish)
export const setAccount = (wish: AccountWish): Promise<unknown> => ask('account', wish)

async function ask<T = unknown>(what: string, wish: object): Promise<T> {
  const answer = await fetch(`/lab/api/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish)
  }).catch(() => undefined)
  if (answer === undefined)
    throw new Error('The lab does not answer: was it stopped? Start it again with “npm run lab”.')
  const body = (await answer.json()) as T & { readonly error?: string }
  if (!answer.ok) throw new Error(body.error ?? `The lab answered ${answer.status}.`)
  return body
}
