import {
  ActionIcon,
  Loader,
  NativeSelect,
  SegmentedControl,
  Text,
  Tooltip,
  useComputedColorScheme
} from '@mantine/core'
import { IconRotateClockwise } from '@tabler/icons-react'
import { useState } from 'react'
import { networks, type Network, type SeatedDevice } from '../contract.ts'
import type { SeatCast } from '../stage/scene.ts'
import { clockChoices } from './clock-choices.ts'
import { describeDevice, letterOf } from './describe-device.ts'
import classes from './device-window.module.css'
import { useDevice } from './use-device.ts'

const networkLabels: Readonly<Record<Network, string>> = { online: 'Online', stalled: 'Stalled', cut: 'Cut' }

/** One client in its frame, with the switches of its network and its clock. */
export function DeviceWindow({ seated, sceneId }: { readonly seated: SeatedDevice; readonly sceneId: string }) {
  const { seat, origin, role, startPath } = seated
  const name = describeDevice(seated as SeatedDevice & SeatCast)
  const { frame, status, isSwitching, network, clockAheadMs, problem, set } = useDevice(seated)
  const [starts, setStarts] = useState(0)
  const [firstScheme] = useState(useComputedColorScheme('light'))
  const address = starts === 0 ? `/lab/enter?scene=${sceneId}&scheme=${firstScheme}` : startPath
  return (
    <section
      className={classes.window}
      aria-label={name}
      aria-busy={isSwitching || status === 'entering'}
      data-network={network}
    >
      <header className={classes.head}>
        <div className={classes.title}>
          <span className={classes.letter} aria-hidden>
            {letterOf[seat]}
          </span>
          <Text size="sm" fw={650}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {role === 'coach' ? 'Coach' : 'Student'}
          </Text>
          <Tooltip label="Start the application again; the device keeps its data">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              ml="auto"
              aria-label={`Restart the application on ${name}`}
              onClick={() => setStarts(count => count + 1)}
            >
              <IconRotateClockwise size={15} stroke={1.8} />
            </ActionIcon>
          </Tooltip>
        </div>
        <div className={classes.switches}>
          <SegmentedControl
            size="xs"
            aria-label={`Network of ${name}`}
            className={classes.network ?? ''}
            data={networks.map(value => ({ value, label: networkLabels[value] }))}
            value={network}
            onChange={value => set({ network: value })}
          />
          <NativeSelect
            size="xs"
            aria-label={`Clock of ${name}`}
            className={classes.clock ?? ''}
            data={clockChoices.map(({ aheadMs, label }) => ({ value: String(aheadMs), label }))}
            value={String(clockAheadMs)}
            onChange={event => set({ clockAheadMs: Number(event.currentTarget.value) })}
          />
        </div>
      </header>
      <div className={classes.screen}>
        {/* oxlint-disable-next-line react/iframe-missing-sandbox -- of another origin; a sandbox would take from the application what it may do in a window */}
        <iframe key={starts} ref={frame} title={name} src={`${origin}${address}`} className={classes.frame} />
        {status !== 'loaded' && (
          <output className={classes.cover}>
            {status === 'entering' ? <Loader size="sm" aria-hidden /> : null}
            <Text size="sm" c="dimmed">
              {status === 'entering' ? 'Signing in on a new device…' : problem}
            </Text>
          </output>
        )}
      </div>
      {status === 'loaded' && problem !== undefined && (
        <Text size="xs" c="red" role="alert" px="sm" py={4}>
          {problem}
        </Text>
      )}
    </section>
  )
}
