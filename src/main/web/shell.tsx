import { IconHelp, IconSearch } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { ProofPlace } from '../../signin/portal/proof-place.tsx'
import { AppFrame } from '../../ui/app-frame.tsx'
import { IconButton } from '../../ui/button.tsx'
import type { Destination } from '../../ui/command-palette.tsx'
import { photoAddress } from '../../people/web/photo-address.ts'
import { OwnFormat, TimeZone } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { Live } from '../../ui/live.tsx'
import { Mark } from '../../ui/mark.tsx'
import type { NavigationItem, NavigationSection } from '../../ui/navigation.ts'
import { notifyProblem } from '../../ui/notify.tsx'
import { SiteName } from '../../ui/page.tsx'
import { asProblem } from '../../ui/problem.ts'
import { ProblemState } from '../../ui/problem-state.tsx'
import { site } from '../../ui/site.ts'
import { SearchButton } from '../../ui/search-button.tsx'
import { openShortcutHelp, ShortcutHelp, useShortcut } from '../../ui/shortcuts.tsx'
import { UserMenu } from '../../ui/user-menu.tsx'
import { signOut, useNavigation } from './use-navigation.ts'

const CommandPalette = lazy(() =>
  import('../../ui/command-palette.tsx').then((file) => ({ default: file.CommandPalette })),
)

/** For administrators only, so nobody else fetches it. */
const GraceBanner = lazy(() =>
  import('../../licensing/web/grace-banner.tsx').then((file) => ({ default: file.GraceBanner })),
)

const destinationsOf = (sections: readonly NavigationSection[]): Destination[] => {
  const walk = (items: readonly NavigationItem[], group: string | undefined): Destination[] =>
    items.flatMap(({ label, href, icon: Icon, items: inner }) => [
      { label, href, icon: Icon && <Icon size={18} stroke={1.6} aria-hidden />, ...(group ? { group } : {}) },
      ...walk(inner ?? [], label),
    ])
  return sections.flatMap(({ title, items, action }) => [
    ...walk(items, title),
    ...(action ? [{ ...action, ...(title ? { group: title } : {}) }] : []),
  ])
}

async function leave(): Promise<void> {
  try {
    await signOut()
    window.location.assign(links.signIn())
  } catch (thrown) {
    notifyProblem(asProblem(thrown))
  }
}

/** What stands around every page of the employee side. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <Live side="employee">
      <Inside>{children}</Inside>
    </Live>
  )
}

function Inside({ children }: { children: ReactNode }) {
  const t = useText()
  const { logo } = site()
  const { me, sections, problem, retry } = useNavigation()
  const [isSearching, setSearching] = useState(false)
  useShortcut('mod+K', t('Go to…'), () => setSearching(true))

  if (problem) return <ProblemState problem={problem} onRetry={retry} wholeWindow />
  return (
    <SiteName value={site().titleEnding ?? me?.companyName ?? site().companyName}>
      <TimeZone value={me?.timeZone}>
        <OwnFormat value={me}>
          <AppFrame
            brand={
              <>
                {logo ? <img src={logo} alt="" height={24} /> : <Mark size={22} />}
                <span>{me?.companyName ?? site().companyName}</span>
              </>
            }
            navigation={sections}
            search={<SearchButton icon={IconSearch} onClick={() => setSearching(true)} keys="mod+K" />}
            tools={
              <>
                <IconButton icon={IconHelp} label={t('Keyboard')} onClick={openShortcutHelp} />
                {me && (
                  <UserMenu
                    name={me.fullName}
                    src={photoAddress(me)}
                    {...(me.email ? { note: me.email } : {})}
                    profileHref={links.profile()}
                    more={site().links.map(({ label, url }) => ({ label, href: url }))}
                    onSignOut={() => void leave()}
                  />
                )}
              </>
            }
          >
            {me?.isAdministrator && (
              <Suspense>
                <GraceBanner />
              </Suspense>
            )}
            {children}
          </AppFrame>
        </OwnFormat>
      </TimeZone>
      <Suspense>
        {isSearching && (
          <CommandPalette destinations={destinationsOf(sections ?? [])} onClose={() => setSearching(false)} />
        )}
      </Suspense>
      <ShortcutHelp />
      <ProofPlace side="employee" />
    </SiteName>
  )
}
