import { writeLocal } from '../device.ts'
import type { Act, View } from './view.ts'

/** Putting aside what the server told. */
export function listNoticeActs({ device }: View): readonly Act[] {
  return Object.values(device.held.calls).flatMap(({ local }) => {
    if (local.deleted || local.value.kind !== 'notice' || local.value.dismissed) return []
    const value = { ...local.value, dismissed: true }
    return [{ name: `dismiss ${value.topic}`, device: writeLocal(device, 'calls', { deleted: false, value }) }]
  })
}
