import { Badge, type MantineColor } from '@mantine/core'
import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconChecks,
  IconCircleDashed,
  IconHourglass,
  IconPencil,
  IconUserCheck,
  IconUserX,
  IconVersions
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'

/**
 * The states of slots and sessions as people know them; `waiting` is a claim that has no answer yet, `newer` a state that only a newer version
 * knows.
 */
export type ShownStatus =
  | 'open'
  | 'waiting'
  | 'pencilled'
  | 'booked'
  | 'unbooked'
  | 'declined'
  | 'confirmed'
  | 'completed'
  | 'no-show'
  | 'cancelled'
  | 'newer'

interface Look {
  readonly color: MantineColor
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>
}

/** Each state has its own icon besides its colour, so that colour is never the only difference. */
export const statusLooks: Readonly<Record<ShownStatus, Look>> = {
  open: { color: 'teal', icon: IconCircleDashed },
  waiting: { color: 'yellow', icon: IconHourglass },
  pencilled: { color: 'indigo', icon: IconPencil },
  booked: { color: 'indigo', icon: IconUserCheck },
  unbooked: { color: 'gray', icon: IconCircleDashed },
  declined: { color: 'red', icon: IconAlertTriangle },
  confirmed: { color: 'indigo', icon: IconCheck },
  completed: { color: 'gray', icon: IconChecks },
  'no-show': { color: 'orange', icon: IconUserX },
  cancelled: { color: 'gray', icon: IconBan },
  newer: { color: 'gray', icon: IconVersions }
}

export function StatusBadge({ status }: { readonly status: ShownStatus }) {
  const { t } = useTranslation('shared')
  const { color, icon: Icon } = statusLooks[status]
  return (
    <Badge
      variant="light"
      color={color}
      leftSection={<Icon size={13} stroke={2} />}
      // Mantine's own ink misses AA on the tints of orange and teal.
      vars={() => ({ root: { '--badge-color': inkOn(color) } })}
    >
      {t(`status.${status}`)}
    </Badge>
  )
}

function inkOn(color: MantineColor): string {
  return `light-dark(color-mix(in srgb, var(--mantine-color-${color}-9) 70%, black), var(--mantine-color-${color}-2))`
}
