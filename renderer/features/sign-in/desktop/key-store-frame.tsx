import { Alert, Button, Paper, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '../sign-in-page.module.css'

interface KeyStoreFrameProps {
  readonly title: string
  readonly text: string
  /** What went wrong with the last answer. */
  readonly fault: string | undefined
  readonly children: ReactNode
}

/** A page of its own with a question about the key store. */
export function KeyStoreFrame({ title, text, fault, children }: KeyStoreFrameProps) {
  const { t } = useTranslation('shared')

  useEffect(() => {
    document.title = t('documentTitle', { page: title })
  }, [t, title])

  return (
    <main className={classes.page}>
      <Stack gap="lg" className={classes.column}>
        <Stack gap={4}>
          <Title order={1}>{title}</Title>
          <Text size="sm">{text}</Text>
        </Stack>
        {fault !== undefined && (
          <Alert role="alert" color="red" p="xs">
            {fault}
          </Alert>
        )}
        {children}
      </Stack>
    </main>
  )
}

interface AnswerCardProps {
  readonly title: string
  readonly text: string
  readonly label: string
  readonly isPrimary?: boolean
  readonly isBusy: boolean
  readonly isDisabled: boolean
  readonly onChoose: () => void
}

/** One answer: what it means, and the button that gives it. */
export function AnswerCard(props: AnswerCardProps) {
  const { title, text, label, isPrimary = false, isBusy, isDisabled, onChoose } = props
  return (
    <Paper withBorder p="lg" component="section" className={classes.card ?? ''}>
      <Stack gap="xs" align="flex-start">
        <Title order={2}>{title}</Title>
        <Text size="sm">{text}</Text>
        <Button
          variant={isPrimary ? 'filled' : 'default'}
          mt={4}
          loading={isBusy}
          disabled={isDisabled}
          onClick={onChoose}
        >
          {label}
        </Button>
      </Stack>
    </Paper>
  )
}
