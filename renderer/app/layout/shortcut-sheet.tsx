import { Group, Kbd, Modal, Stack, Text, Title } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { commandKey } from './command-key.ts'
import { navItemsOf } from './nav-items.ts'
import classes from './shortcut-sheet.module.css'

interface Shortcut {
  readonly keys: readonly string[]
  readonly text: string
  /** Pressed at once, not one after the other. */
  readonly isTogether?: boolean
}

/** Which key does what; opened by `?`. */
export function ShortcutSheet({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('shell')
  const { t: shared } = useTranslation('shared')
  const isCoach = useOpenAccount()?.role === 'coach'
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
    >
      <Stack gap="lg">
        <ShortcutList title={t('shortcuts.everywhere')} shortcuts={useShellKeys()} />
        {isCoach && (
          <Text size="sm" c="dimmed">
            {t('shortcuts.inCalendar')}
          </Text>
        )}
      </Stack>
    </Modal>
  )
}

function useShellKeys(): readonly Shortcut[] {
  const { t } = useTranslation('shell')
  const account = useOpenAccount()
  return [
    ...navItemsOf(account?.role ?? 'student', account?.isAdmin).map(item => ({
      keys: ['g', item.key],
      text: t('shortcuts.goTo', { page: t(item.label) })
    })),
    { keys: [commandKey, 'K'], text: t('shortcuts.search'), isTogether: true },
    { keys: ['y'], text: t('shortcuts.sync') },
    { keys: ['d'], text: t('shortcuts.theme') },
    { keys: ['Ctrl', 'Z'], text: t('shortcuts.undo'), isTogether: true },
    { keys: ['?'], text: t('shortcuts.help') }
  ]
}

function ShortcutList({ title, shortcuts }: { readonly title: string; readonly shortcuts: readonly Shortcut[] }) {
  const { t } = useTranslation('shell')
  return (
    <section>
      <Title order={3} size="sm" mb={6}>
        {title}
      </Title>
      <dl className={classes.list}>
        {shortcuts.map(({ keys, text, isTogether = false }) => (
          <Fragment key={text}>
            <dt>
              <Group gap={5}>
                {keys.map((key, index) => (
                  <Fragment key={key}>
                    {index > 0 && !isTogether && (
                      <Text span size="xs" c="dimmed">
                        {t('shortcuts.afterwards')}
                      </Text>
                    )}
                    <Kbd>{key}</Kbd>
                  </Fragment>
                ))}
              </Group>
            </dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  )
}
