import { List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BroughtBack, NotBroughtBack } from '#renderer/contract/screens.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { hasAny, useCountedText } from './use-counted-text.ts'

/** What came back, and by name what did not. The place is there from the start, so that its text is read out. */
export function BringBackResult({ result }: { readonly result: BroughtBack | undefined }) {
  const { t } = useTranslation('settings')
  const countedText = useCountedText()
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output holds text alone, this a list
    <Stack gap="xs" role="status">
      {result !== undefined && (
        <>
          <Text size="sm">
            {[
              hasAny(result.back)
                ? t('bringBack.done', { items: countedText(result.back) })
                : t('bringBack.doneNothing'),
              ...(result.back.changes > 0 ? [t('bringBack.sending')] : []),
              ...(result.same > 0 ? [t('bringBack.same', { count: result.same })] : [])
            ].join(' ')}
          </Text>
          {result.left.length > 0 && (
            <div>
              <Text size="sm" fw={600}>
                {t('bringBack.left')}
              </Text>
              <List size="sm" withPadding>
                {result.left.map((item, position) => (
                  // oxlint-disable-next-line react/no-array-index-key -- the list is shown once, as it is
                  <LeftItem key={position} item={item} />
                ))}
              </List>
            </div>
          )}
        </>
      )}
    </Stack>
  )
}

function LeftItem({ item }: { readonly item: NotBroughtBack }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const textOf = useRefusalText()
  const { kind, refusal, startsAt, otherName } = item
  const name = [
    t(`bringBack.kind.${kind}`),
    ...(otherName === undefined ? [] : [otherName]),
    ...(startsAt === undefined ? [] : [format.dayAndTime(startsAt)])
  ].join(' · ')
  return (
    <List.Item>
      <Text span fw={500} size="sm">
        {name}.
      </Text>{' '}
      {textOf(refusal)}
    </List.Item>
  )
}
