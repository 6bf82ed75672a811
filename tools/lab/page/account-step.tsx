import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { RecipeStep } from '../recipes/recipe.ts'
import { labPeople } from '../stage/people.ts'
import { setAccount } from './lab-api.ts'

interface AccountStepProps {
  readonly step: Extract<RecipeStep, { readonly kind: 'account' }>
  readonly isReady: boolean
}

/** What no window can do: the administrator's command, as a button. */
export function AccountStep({ step, isReady }: AccountStepProps) {
  const [state, setState] = useState<'idle' | 'busy' | 'done'>('idle')
  const [problem, setProblem] = useState<string>()
  const { person, disabled } = step
  const [firstName] = labPeople[person].displayName.split(' ')

  function run() {
    setState('busy')
    setProblem(undefined)
    setAccount({ person, disabled }).then(
      () => setState('done'),
      (error: unknown) => {
        setState('idle')
        setProblem(error instanceof Error ? error.message : String(error))
      }
    )
  }

  return (
    <>
      <Text size="sm">{step.text}</Text>
      <Button size="xs" mt={4} variant="default" disabled={!isReady} loading={state === 'busy'} onClick={run}>
        {disabled ? `Disable ${firstName}’s account` : `Enable ${firstName}’s account`}
      </Button>
      <Text component="output" display="block" size="xs" c="dimmed" mt={2}>
        {state === 'done' && (disabled ? 'Disabled.' : 'Enabled.')}
        {problem}
      </Text>
    </>
  )
}
