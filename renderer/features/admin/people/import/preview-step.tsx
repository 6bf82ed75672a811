import { Button, Group, Loader, NativeSelect, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportedRow } from '#domain/wire/administration.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import type { Act } from '#renderer/features/admin/frame/use-act.tsx'
import type { BrokenRow } from './run-import.ts'
import { type Country, guessCountry, listCountries, noCountry } from './list-countries.ts'
import { type JudgedRow, PreviewTable, previewStates } from './preview-table.tsx'
import type { NumberedRow } from './read-people-file.ts'
import { StepText } from './step-text.tsx'
import { useRowFaultText } from './use-row-fault-text.ts'

interface PreviewStepProps {
  readonly rows: readonly NumberedRow[]
  readonly act: Act
  readonly onBack: () => void
  readonly onAdd: (wanted: {
    readonly wanted: readonly NumberedRow[]
    readonly broken: readonly BrokenRow[]
    readonly country: string
  }) => void
}

/** What the server said, and to which question. */
interface Answer {
  readonly country: string
  readonly asked: number
  readonly outcome: Outcome<readonly ImportedRow[]>
}

/** What would become of each line, before anything is stored. */
export function PreviewStep({ rows, act, onBack, onAdd }: PreviewStepProps) {
  const { t } = useTranslation('admin')
  const faultText = useRowFaultText()
  const { countries, country, setCountry } = useCountry()
  const [asked, setAsked] = useState(0)
  const [answer, setAnswer] = useState<Answer>()
  const looked = answer?.country === country && answer?.asked === asked ? answer.outcome : undefined

  useEffect(() => {
    if (country === undefined) return
    let isStale = false
    void act(actions => actions.lookAtImport({ rows: rows.map(({ row }) => row), country })).then(outcome => {
      if (!isStale) setAnswer({ country, asked, outcome })
    })
    return () => {
      isStale = true
    }
  }, [act, rows, country, asked])

  const judged = looked?.ok === true ? judge(rows, looked.value) : []
  const wanted = judged.filter(({ state }) => state === 'new' || state === 'namesake')
  const broken = judged.filter(({ state }) => state === 'broken')
  return (
    <Stack gap="sm">
      <StepText>{t('import.preview', { count: rows.length })}</StepText>
      <NativeSelect
        label={t('import.country')}
        description={t('import.countryHint')}
        data={[
          { value: noCountry, label: t('import.noCountry') },
          ...countries.map(({ code, label }) => ({ value: code, label }))
        ]}
        value={country ?? noCountry}
        onChange={event => setCountry(event.currentTarget.value)}
      />
      {looked === undefined && <Loader size="sm" aria-label={t('import.looking')} />}
      {looked?.ok === false && (
        <>
          <RefusalAlert refusal={looked.refusal} />
          <Group>
            <Button variant="default" onClick={() => setAsked(count => count + 1)}>
              {t('retry')}
            </Button>
          </Group>
        </>
      )}
      {looked?.ok === true && (
        <>
          <Text size="sm" component="output">
            {previewStates
              .map(state => ({ state, count: judged.filter(row => row.state === state).length }))
              .filter(({ count }) => count > 0)
              .map(({ state, count }) => t(`import.count.${state}`, { count }))
              .join(' ')}
          </Text>
          <PreviewTable rows={judged} />
        </>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onBack}>
          {t('import.another')}
        </Button>
        <Button
          disabled={country === undefined || looked?.ok !== true || wanted.length === 0}
          onClick={() =>
            onAdd({
              wanted,
              broken: broken.map(row => ({ ...row, reason: faultText(row.faults) })),
              country: country ?? noCountry
            })
          }
        >
          {wanted.length === 0 ? t('import.addNobody') : t('import.add', { count: wanted.length })}
        </Button>
      </Group>
    </Stack>
  )
}

/** `country` is undefined until the countries are known. */
function useCountry() {
  const { i18n } = useTranslation()
  const zone = useOpenAccount()?.zone ?? 'UTC'
  const [countries, setCountries] = useState<readonly Country[]>([])
  const [country, setCountry] = useState<string>()
  const { language } = i18n
  useEffect(() => {
    let isStale = false
    void listCountries(language)
      // Without the list, numbers need their codes.
      .catch((): readonly Country[] => [])
      .then(listed => {
        if (isStale) return
        setCountries(listed)
        setCountry(chosen => chosen ?? guessCountry(listed, zone, navigator.language))
      })
    return () => {
      isStale = true
    }
  }, [language, zone])
  return { countries, country, setCountry }
}

function judge(rows: readonly NumberedRow[], answers: readonly ImportedRow[]): readonly JudgedRow[] {
  return rows.map((numbered, at) => ({
    ...numbered,
    state: previewStates.find(state => state === answers[at]?.state) ?? 'broken',
    faults: answers[at]?.faults ?? []
  }))
}
