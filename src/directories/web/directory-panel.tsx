import { links } from '../../base/employee-links.ts'
import { useText } from '../../ui/language.ts'
import { Panel, Verbatim } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PropertyList } from '../../ui/property-list.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { getDirectoryPersonApi } from '../contract.ts'

/** On the card of somebody a directory keeps: which one, what it says beside the account, and since when. */
export function DirectoryPanel({ user }: { user: string }) {
  const t = useText()
  const person = useQueryOf(getDirectoryPersonApi, { user }, { topics: ['users', 'directories'] })
  return (
    <Panel title={t('Directory')} description={t('Name, address and numbers come from there and are changed there.')}>
      <Loaded query={person}>
        {({ directory, name, dn, position, department, signIn, isLockedThere, seenAt }) => (
          <PropertyList
            items={[
              { label: t('Comes from'), value: <TextLink href={links.directory({ directory })}>{name}</TextLink> },
              { label: t('Entry'), value: <Verbatim>{dn}</Verbatim> },
              { label: t('Position'), value: position },
              { label: t('Department'), value: department },
              {
                label: t('Password'),
                value: signIn === 'directory' ? t('That of the directory') : t('Chosen by the person'),
              },
              isLockedThere && { label: t('Locked'), value: t('By the directory') },
              { label: t('Last seen there'), value: <RelativeTime at={seenAt} /> },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  )
}
