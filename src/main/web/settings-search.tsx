import { IconSearchOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useAddress } from '../../ui/address.ts'
import { matching } from '../../ui/command-palette.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { administrationSections } from './administration-sections.ts'
import { settingsOf } from './settings-list.ts'

function Found({ typed }: { typed: string }) {
  const t = useText()
  const all = settingsOf(t).map(({ label, place, href, also }) => ({ label, place, href, group: `${place} ${also}` }))
  const found = matching(all, typed) as typeof all
  if (found.length === 0)
    return (
      <EmptyState
        icon={IconSearchOff}
        title={t('No setting is called so')}
        text={t('Try another word: logo, SMTP, archive, invite.')}
      />
    )
  return (
    <Panel>
      <Stack gap="sm">
        {found.map(({ label, place, href }) => (
          <div key={label}>
            <TextLink href={href}>{label}</TextLink>
            <Text small quiet>
              {place}
            </Text>
          </div>
        ))}
      </Stack>
    </Panel>
  )
}

function Cards() {
  const t = useText()
  return (
    <Columns count={3}>
      {administrationSections(t)
        .filter(({ key }) => key !== 'administration')
        .map(({ key, title, items }) => (
          <Panel key={key} title={title}>
            <Stack gap="xs">
              {items.map(({ label, href, icon: Icon }) => (
                <Row key={href} gap="xs" oneLine>
                  {Icon && <Icon size={18} stroke={1.6} aria-hidden />}
                  <TextLink href={href}>{label}</TextLink>
                </Row>
              ))}
            </Stack>
          </Panel>
        ))}
    </Columns>
  )
}

/** Finds a setting by any word for it; without one, all pages of Administration by what they are about. `/` goes there. */
export function Settings() {
  const t = useText()
  const { search, change } = useAddress()
  // The address follows what is typed, and is slower than fingers.
  const [typed, setTyped] = useState(search.setting ?? '')
  return (
    <Stack gap="md">
      <Row>
        <SearchBox
          label={t('Find a setting')}
          value={typed}
          onChange={(setting) => {
            setTyped(setting)
            change({ setting: setting === '' ? undefined : setting })
          }}
        />
      </Row>
      {typed.trim() ? <Found typed={typed} /> : <Cards />}
    </Stack>
  )
}
