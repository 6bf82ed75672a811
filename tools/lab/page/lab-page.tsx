import {
  ActionIcon,
  Alert,
  Loader,
  Text,
  Title,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme
} from '@mantine/core'
import { IconFlask, IconMoon, IconSun } from '@tabler/icons-react'
import { useEffect } from 'react'
import { DeviceWindow } from './device-window.tsx'
import classes from './lab-page.module.css'
import { freePlay } from '../recipes/recipes.ts'
import { RecipeList } from './recipe-list.tsx'
import { RecipeView } from './recipe-view.tsx'
import { useRecipeAddress } from './use-recipe-address.ts'
import { type SceneState, useScene } from './use-scene.ts'

/** Recipes beside the three windows. */
export function LabPage() {
  const { recipe, leave } = useRecipeAddress()
  const { state, open } = useScene()
  const recipeId = recipe?.id
  const wanted = recipeId ?? (state.kind === 'none' ? freePlay : undefined)
  useEffect(() => {
    // Back at the list, the windows stay as they are until another recipe is chosen.
    if (wanted !== undefined) open(wanted)
  }, [wanted, open])
  const shown = state.kind === 'open' ? state.scene : undefined
  const scene = recipeId === undefined || shown?.recipeId === recipeId ? shown : undefined
  return (
    <div className={classes.page}>
      <aside className={classes.side} aria-label="Recipe">
        <header className={classes.head}>
          <IconFlask size={20} stroke={1.8} aria-hidden />
          <Title order={1} size="h2">
            CoachDesk sync lab
          </Title>
          <ThemeButton />
        </header>
        {recipe === undefined ? (
          <RecipeList />
        ) : (
          <RecipeView recipe={recipe} scene={scene} onLeave={leave} onStartAfresh={() => open(recipe.id)} />
        )}
      </aside>
      <main
        className={classes.stage}
        aria-label="Windows"
        aria-busy={state.kind === 'opening'}
        data-recipe={scene?.recipeId}
      >
        {scene === undefined ? (
          <EmptyStage state={state} />
        ) : (
          scene.devices.map(seated => <DeviceWindow key={scene.id + seated.seat} seated={seated} sceneId={scene.id} />)
        )}
      </main>
    </div>
  )
}

function EmptyStage({ state }: { readonly state: SceneState }) {
  if (state.kind === 'failed') {
    return (
      <Alert color="red" title="The scene could not be prepared" className={classes.note ?? ''} role="alert">
        {state.why}
      </Alert>
    )
  }
  return (
    <output className={classes.note}>
      <Loader size="sm" aria-hidden />
      <Text size="sm" c="dimmed">
        Preparing a server, a calendar and three new devices…
      </Text>
    </output>
  )
}

function ThemeButton() {
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  const label = isDark ? 'Switch to light' : 'Switch to dark'
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size={30}
        ml="auto"
        aria-label={label}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        {isDark ? <IconSun size={16} stroke={1.8} /> : <IconMoon size={16} stroke={1.8} />}
      </ActionIcon>
    </Tooltip>
  )
}
