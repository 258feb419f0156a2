import { IconEye, IconPlayerPlay, IconPower, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { ChangedMeanwhile } from '../../ui/changed-meanwhile.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Stack } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import {
  deleteDirectoryApi,
  type DirectoryShape,
  getDirectoryApi,
  switchDirectoryApi,
  updateDirectoryApi,
} from '../contract.ts'
import { startDirectoryRunApi } from '../contract-runs.ts'
import { ConnectionFields, RuleFields, WhatFields } from './directory-fields.tsx'
import { DirectoryGroups } from './directory-groups.tsx'
import { asInput, valuesOf } from './directory-values.ts'
import { RunList } from './run-list.tsx'

function Settings({ directory }: { directory: DirectoryShape }) {
  const t = useText()
  // The form keeps what was there when it was opened; what came later is told, not laid over what is being typed.
  const [opened, open] = useState(directory)
  const [version, setVersion] = useState(directory.version)
  const isStale = directory.version > version
  return (
    <Stack gap="md">
      {isStale && (
        <ChangedMeanwhile
          by={directory.changedBy}
          changes={[{ label: t('Server'), now: directory.url }]}
          onTake={() => {
            open(directory)
            setVersion(directory.version)
          }}
        />
      )}
      <CommandForm
        key={opened.version}
        endpoint={updateDirectoryApi}
        start={valuesOf(opened)}
        input={(values) => ({ ...asInput(values), directory: directory.id, version })}
        submit={t('Save')}
        done={t('Saved')}
        invalidates={[getDirectoryApi, 'directories']}
        problemFields={{
          'directory.name_taken': 'name',
          'directory.password_needed': 'password',
          'ldap.in_the_open': 'security',
        }}
        onDone={(answer) => setVersion(answer.version)}
      >
        <Stack gap="md">
          <ConnectionFields directory={directory.id} hasPassword={!directory.isPasswordLost} />
          <WhatFields />
          <RuleFields />
        </Stack>
      </CommandForm>
    </Stack>
  )
}

function Actions({ directory: { id, name, isEnabled, people } }: { directory: DirectoryShape }) {
  const t = useText()
  const go = useGo()
  const toRun = {
    onDone: (run: { id: string }) => go(links.directoryRun({ run: run.id })),
    invalidates: ['directories'],
  }
  const preview = useCommand(startDirectoryRunApi, toRun)
  const start = useCommand(startDirectoryRunApi, toRun)
  const change = useCommand(switchDirectoryApi, { invalidates: ['directories'] })
  const remove = useCommand(deleteDirectoryApi, { onDone: () => go(links.directories()), invalidates: ['directories'] })
  const switchTo = async (next: boolean) => {
    const question = {
      title: t('Switch {{name}} off?', { name }),
      text: t('It is not read any more, and its {{count}} people cannot sign in until it is on again.', {
        count: people,
      }),
      action: t('Switch off'),
      danger: true,
    }
    if (next || people === 0 || (await confirm(question))) change.run({ directory: id, isEnabled: next })
  }
  const ask = async () => {
    const question = {
      title: t('Delete {{name}}?', { name }),
      text: t(
        'Its {{count}} people stay, and are kept by hand from then on. Whoever has no password here sets one by “Forgot your password?”.',
        { count: people },
      ),
      action: t('Delete'),
      danger: true,
    }
    if (await confirm(question)) remove.run({ directory: id })
  }
  return (
    <>
      <Button
        kind="plain"
        icon={IconEye}
        isRunning={preview.isRunning}
        onClick={() => preview.run({ directory: id, preview: true })}
      >
        {t('Preview')}
      </Button>
      {isEnabled ? (
        <Button
          icon={IconPlayerPlay}
          isRunning={start.isRunning}
          onClick={() => start.run({ directory: id, preview: false })}
        >
          {t('Run now')}
        </Button>
      ) : (
        <Button icon={IconPower} isRunning={change.isRunning} onClick={() => void switchTo(true)}>
          {t('Switch on')}
        </Button>
      )}
      <Menu
        label={t('More')}
        entries={[
          isEnabled && { label: t('Switch off'), icon: IconPower, onClick: () => void switchTo(false) },
          { label: t('Delete'), icon: IconTrash, danger: true, onClick: () => void ask() },
        ]}
      />
    </>
  )
}

function Screen({ directory }: { directory: DirectoryShape }) {
  const t = useText()
  return (
    <Page
      title={directory.name}
      badge={
        <StatusBadge tone={directory.isEnabled ? 'good' : 'neutral'}>
          {directory.isEnabled ? t('On') : t('Off')}
        </StatusBadge>
      }
      description={t('{{count}} people come from here.', { count: directory.people })}
      breadcrumbs={[
        { label: t('Administration'), href: links.administration() },
        { label: t('Directories'), href: links.directories() },
      ]}
      actions={<Actions directory={directory} />}
    >
      <Stack gap="md">
        {directory.isPasswordLost && (
          <Callout kind="bad" title={t('Enter the password anew')}>
            {t(
              'It was sealed under another key than this installation has. Until then nobody of this directory comes in.',
            )}
          </Callout>
        )}
        <Tabs
          tabs={[
            { key: 'runs', label: t('Runs'), content: <RunList directory={directory.id} /> },
            {
              key: 'groups',
              label: t('Groups'),
              content: <DirectoryGroups key={directory.version} directory={directory} />,
            },
            { key: 'settings', label: t('Settings'), content: <Settings directory={directory} /> },
          ]}
        />
      </Stack>
    </Page>
  )
}

/** Administration → Directories → one of them. */
export function DirectoryPage({ directory: id }: { directory: string }) {
  const directory = useQueryOf(getDirectoryApi, { directory: id }, { topics: ['directories'] })
  return (
    <Loaded query={directory} home={links.directories()}>
      {(found) => <Screen directory={found} />}
    </Loaded>
  )
}
