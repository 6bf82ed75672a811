import { Button, Divider, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DemoOffer } from '#domain/wire/welcome.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useRoleText } from '#renderer/ui/use-role-text.ts'

interface DemoPeopleProps {
  readonly serverUrl: string
  readonly demo: DemoOffer
  readonly onDone: () => void
}

/** The people of a demo, each one click away from being played. */
export function DemoPeople({ serverUrl, demo, onDone }: DemoPeopleProps) {
  const { t } = useTranslation('signIn')
  const roleOf = useRoleText()
  const signIn = useSignIn(state => state.signIn)
  const [busy, setBusy] = useState<string>()
  const [refusal, setRefusal] = useState<Refusal>()

  async function play(name: string) {
    setRefusal(undefined)
    setBusy(name)
    const outcome = await signIn({ serverUrl, name, password: demo.password })
    setBusy(undefined)
    if (outcome.ok) onDone()
    else setRefusal(outcome.refusal)
  }

  return (
    <Stack gap="xs" component="section" aria-label={t('demo.title')}>
      <Text size="sm" fw={600} component="h2">
        {t('demo.title')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('demo.text')}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs">
        {demo.people.map(({ name, displayName, role }) => (
          <Button
            key={name}
            type="button"
            variant="default"
            h="auto"
            py={6}
            justify="flex-start"
            loading={busy === name}
            disabled={busy !== undefined && busy !== name}
            onClick={() => void play(name)}
          >
            <Stack gap={0} align="flex-start">
              <Text span size="sm" fw={600}>
                {displayName}
              </Text>
              <Text span size="xs" c="dimmed">
                {roleOf({ role })}
              </Text>
            </Stack>
          </Button>
        ))}
      </SimpleGrid>
      <RefusalAlert refusal={refusal} />
      <Divider label={t('otherAccount')} />
    </Stack>
  )
}
