import type { Instant } from '#domain/model/primitives.ts'
import { hideEndedPhone } from '#domain/rules/phone-end.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { findEndedPhones } from '../../support/ended-phones.ts'
import type { Databases } from '#server/storage/document-store.ts'
import type { Report } from '../device/protocol.ts'
import type { DeviceName } from '../plan/people.ts'

/** PH2, PH5: no database holds a number beyond its time, the server's or a device's, and no device shows one. */
export async function findPhoneProblems(
  databases: Databases,
  reportByDevice: ReadonlyMap<DeviceName, Report>,
  now: Instant
): Promise<readonly string[]> {
  const hasEnded = (call: SessionCopy): boolean => call.otherPhone !== undefined && hideEndedPhone(call, now) !== call
  return [
    ...(await findEndedPhones(databases, now)),
    ...[...reportByDevice].flatMap(([device, { calls, storedPhones }]) => [
      ...calls.filter(hasEnded).map(({ id }) => `${device} shows the number of ${id}, which has ended`),
      ...storedPhones.filter(hasEnded).map(({ id }) => `${device} stores the number of ${id}, which has ended`)
    ])
  ]
}
