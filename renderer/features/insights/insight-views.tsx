import { Tabs } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { countSessions, type InsightsQuestion } from '#domain/insights/count-sessions.ts'
import { countFill } from '#domain/insights/fill-rate.ts'
import { useOffer, useWorkspace } from '#renderer/store/hooks.ts'
import { CoachingLogView } from './coaching-log-view.tsx'
import { FiguresView } from './figures-view.tsx'
import type { ChosenRange } from './model/chosen-range.ts'
import { insightViews, readInsightView, writeView } from './model/chosen-view.ts'
import { PaymentsView } from './payments-view.tsx'

interface InsightViewsProps {
  readonly question: InsightsQuestion
  readonly range: ChosenRange
}

/** Figures, coaching log and payments of the same days. What is shown is what is printed. */
export function InsightViews({ question, range }: InsightViewsProps) {
  const { t } = useTranslation('insights')
  const [params, setParams] = useSearchParams()
  const takesPaid = useOffer('paid') === 'offered'
  const views = insightViews.filter(view => view !== 'payments' || takesPaid)
  const asked = readInsightView(params)
  const view = views.includes(asked) ? asked : 'figures'
  return (
    <Tabs
      value={view}
      onChange={value =>
        setParams(writeView(params, views.find(known => known === value) ?? 'figures'), { replace: true })
      }
      keepMounted={false}
    >
      <Tabs.List aria-label={t('view.label')} mb="md" data-print="hide">
        {views.map(name => (
          <Tabs.Tab key={name} value={name}>
            {t(`view.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="figures">
        <CountedFigures question={question} range={range} />
      </Tabs.Panel>
      <Tabs.Panel value="log">
        <CoachingLogView question={question} range={range} />
      </Tabs.Panel>
      <Tabs.Panel value="payments">
        <PaymentsView question={question} />
      </Tabs.Panel>
    </Tabs>
  )
}

function CountedFigures({ question, range }: InsightViewsProps) {
  const calls = useWorkspace(state => state.calls)
  const insights = useMemo(() => countSessions(calls, question), [calls, question])
  const offered = useWorkspace(state => state.offered)
  const fill = useMemo(
    () => countFill(offered, { ...question, months: insights.months.map(({ month }) => month) }),
    [offered, question, insights]
  )
  return <FiguresView insights={insights} fill={fill} range={range} zone={question.zone} />
}
