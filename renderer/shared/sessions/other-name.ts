import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { zoneCity } from '#renderer/ui/format/formatter.ts'
import { tellApart } from '#renderer/ui/tell-apart.ts'

/** The other party's name; an erased account has left an empty one. */
export function otherNameOf({ otherName }: Pick<SessionCopy, 'otherName'>, erasedName: string): string {
  return otherName === '' ? erasedName : otherName
}

const labelsByCalls = new WeakMap<readonly SessionCopy[], ReadonlyMap<string, string>>()

/** The other party's name for a list of several people: those of one name are told apart by phone or place. */
export function useOtherLabel(call: Pick<SessionCopy, 'otherId' | 'otherName'> | undefined): string {
  const { t } = useTranslation('sessions')
  const label = useWorkspace(state => (call === undefined ? undefined : labelOthers(state.calls).get(call.otherId)))
  if (call === undefined) return ''
  return label ?? otherNameOf(call, t('erasedName'))
}

/** Labels of everybody whom one has met, by id, after their latest session. @param calls ascending by start */
export function labelOthers(calls: readonly SessionCopy[]): ReadonlyMap<string, string> {
  const known = labelsByCalls.get(calls)
  if (known !== undefined) return known
  const latest = new Map(calls.filter(({ otherName }) => otherName !== '').map(call => [call.otherId, call]))
  // The latest session may have been cancelled, and have lost the number.
  const phoneById = new Map(
    calls.flatMap(({ otherId, otherPhone }) => (otherPhone === undefined ? [] : [[otherId, otherPhone]]))
  )
  const labels = tellApart(
    [...latest.values()].map(({ otherId, otherName, otherZone }) => ({
      id: otherId,
      name: otherName,
      details: [phoneById.get(otherId) ?? '', otherZone === undefined ? '' : zoneCity(otherZone)]
    }))
  )
  labelsByCalls.set(calls, labels)
  return labels
}
