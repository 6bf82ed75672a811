import { Button, Group, Text, Title } from '@mantine/core'
import { IconArrowLeft, IconRefresh } from '@tabler/icons-react'
import type { OpenScene } from '../contract.ts'
import type { Recipe } from '../recipes/recipe.ts'
import { AccountStep } from './account-step.tsx'
import { describeDevice, letterOf } from './describe-device.ts'
import { fillText } from './fill-text.ts'
import classes from './recipe-view.module.css'

interface RecipeViewProps {
  readonly recipe: Recipe
  readonly scene: OpenScene | undefined
  readonly onLeave: () => void
  readonly onStartAfresh: () => void
}

/** What to do, what to look for, and why it comes out that way. */
export function RecipeView({ recipe, scene, onLeave, onStartAfresh }: RecipeViewProps) {
  return (
    <article aria-labelledby="recipe-title">
      <Button variant="subtle" size="compact-sm" ml={-8} leftSection={<IconArrowLeft size={14} />} onClick={onLeave}>
        All recipes
      </Button>
      <Title order={2} id="recipe-title" mt={6}>
        {recipe.title}
      </Title>
      <Text size="sm" c="dimmed" mt={2}>
        {recipe.summary}
      </Text>
      <ol className={classes.steps}>
        {recipe.steps.map(step => (
          <li key={step.text} className={classes.step}>
            {step.kind === 'account' ? (
              <AccountStep key={scene?.id ?? ''} step={step} isReady={scene !== undefined} />
            ) : (
              <Text size="sm">
                <span className={classes.where}>
                  <span className={classes.letter} aria-hidden>
                    {letterOf[step.seat]}
                  </span>
                  {describeDevice(recipe.scene.cast[step.seat])}
                </span>
                {fillText(step.text, scene)}
              </Text>
            )}
          </li>
        ))}
      </ol>
      <Title order={3} className={classes.heading}>
        What to look for
      </Title>
      <ul className={classes.look}>
        {recipe.look.map(text => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Title order={3} className={classes.heading}>
        Why
      </Title>
      <Text size="sm">{recipe.why}</Text>
      <Group justify="space-between" mt="md">
        <Text size="xs" c="dimmed">
          Rule {recipe.id}
        </Text>
        <Button variant="default" size="xs" leftSection={<IconRefresh size={14} />} onClick={onStartAfresh}>
          Start afresh
        </Button>
      </Group>
    </article>
  )
}
