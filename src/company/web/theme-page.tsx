import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { Button } from '../../ui/button.tsx'
import { ChangedMeanwhile } from '../../ui/changed-meanwhile.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { useText } from '../../ui/language.ts'
import { Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { getThemeApi, resetThemeApi, type ThemeShape } from '../contract.ts'
import { ThemeForm } from './theme-form.tsx'
import { ThemeImages } from './theme-images.tsx'

/** The page carries the look, so it is opened anew to show it. */
const showAnew = () => window.location.reload()

function Theme({ theme }: { theme: ThemeShape }) {
  const t = useText()
  const [opened, open] = useState(theme)
  return (
    <Stack gap="md">
      {theme.version > opened.version && (
        <ChangedMeanwhile
          by={theme.changedBy}
          changes={[{ label: t('Colour of buttons and links'), now: theme.color ?? t('The standard') }]}
          onTake={() => open(theme)}
        />
      )}
      <ThemeForm key={opened.version} theme={opened} onSaved={showAnew} />
      <ThemeImages theme={theme} />
    </Stack>
  )
}

function Reset({ version }: { version: number }) {
  const t = useText()
  const reset = useCommand(resetThemeApi, { onDone: showAnew })
  const ask = async () => {
    const isMeant = await confirm({
      title: t('Go back to the standard look?'),
      text: t('Colour, title and pictures are taken away.'),
      action: t('Reset'),
      danger: true,
    })
    if (isMeant) reset.run({ version })
  }
  return (
    <Button kind="plain" onClick={() => void ask()} isRunning={reset.isRunning}>
      {t('Reset')}
    </Button>
  )
}

/** Administration → Theme: the look of the employee side and of its sign-in page. */
export function ThemePage() {
  const t = useText()
  const theme = useQueryOf(getThemeApi, {}, { topics: ['theme'] })
  return (
    <Page
      title={t('Theme')}
      description={t('How Portico looks to employees, from the sign-in page on. Each portal has a look of its own.')}
      width="reading"
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
      actions={theme.data && <Reset version={theme.data.version} />}
    >
      <Loaded query={theme}>{(found) => <Theme theme={found} />}</Loaded>
    </Page>
  )
}
