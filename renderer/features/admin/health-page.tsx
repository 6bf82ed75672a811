import { Badge, Paper } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { HealthAnswer } from '#domain/wire/administration.ts'
import type { AdminActions } from '#renderer/contract/administration.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { AdminFrame } from './frame/admin-frame.tsx'
import classes from './frame/admin.module.css'
import { useAdminData } from './frame/use-admin-data.ts'

const load = (actions: AdminActions) => actions.readHealth()
const bytesPerGigabyte = 1e9

/** What the server knows of itself. Needs a connection. Route: /admin/health */
export function HealthPage() {
  const { data, reload } = useAdminData(load)
  return (
    <AdminFrame page="health" data={data} onRetry={reload}>
      {health => <Facts health={health} />}
    </AdminFrame>
  )
}

function Facts({ health }: { readonly health: HealthAnswer }) {
  const { t, i18n } = useTranslation('admin')
  const format = useFormat()
  const { version, startedAt, now, storage, disk, clock, accounts, signIns, connected, mail } = health
  const toGigabytes = (bytes: number): string => format.number(Math.round(bytes / (bytesPerGigabyte / 10)) / 10)
  const doubt = clock !== undefined && i18n.exists(`admin:health.doubt.${clock}`) ? clock : 'other'
  return (
    <Paper withBorder p="lg">
      <dl className={classes.facts}>
        <Fact name={t('health.version')}>{version}</Fact>
        <Fact name={t('health.startedAt')}>{format.dayAndTime(startedAt)}</Fact>
        <Fact name={t('health.storage')}>
          <Verdict isGood={storage.failing === 0}>
            {storage.failing === 0 ? t('health.storageGood') : t('health.storageFailing', { count: storage.failing })}
          </Verdict>
        </Fact>
        <Fact name={t('health.files')}>
          <Verdict isGood={!storage.isDamaged}>{t(storage.isDamaged ? 'health.damaged' : 'health.undamaged')}</Verdict>
        </Fact>
        <Fact name={t('health.disk')}>
          <Verdict isGood={!storage.isFull}>
            {disk === undefined
              ? t('health.diskUnknown')
              : t('health.diskFree', { free: toGigabytes(disk.freeBytes), min: toGigabytes(disk.minFreeBytes) })}
            {storage.isFull && ` ${t('health.diskFull')}`}
          </Verdict>
        </Fact>
        <Fact name={t('health.clock')}>
          <Verdict isGood={clock === undefined}>
            {format.dayAndTime(now)}
            {clock !== undefined && ` ${t(`health.doubt.${doubt as 'other'}`)}`}
          </Verdict>
        </Fact>
        <Fact name={t('health.accounts')}>{format.number(accounts)}</Fact>
        <Fact name={t('health.devices')}>{t('health.devicesText', { count: signIns, connected })}</Fact>
        <Fact name={t('health.mail')}>{t(mail ? 'health.mailOn' : 'health.mailOff')}</Fact>
      </dl>
    </Paper>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** Said in words beside it, too: colour alone says nothing to many. */
function Verdict({ isGood, children }: { readonly isGood: boolean; readonly children: ReactNode }) {
  const { t } = useTranslation('admin')
  return (
    <>
      {!isGood && (
        <Badge color="red.9" tt="none" mr="xs">
          {t('health.bad')}
        </Badge>
      )}
      {children}
    </>
  )
}
