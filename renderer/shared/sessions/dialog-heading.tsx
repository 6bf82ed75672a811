import { Stack, Text } from '@mantine/core'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'

/** Which session a dialog is about. */
export function DialogHeading({ call }: { readonly call: SessionCopy }) {
  const format = useFormat()
  return (
    <Stack gap={0}>
      <Text size="sm" fw={600}>
        {format.dayAndTimeRange(call)}
      </Text>
      <ZoneNote interval={call} otherZone={call.otherZone} person={call.otherName} />
    </Stack>
  )
}
