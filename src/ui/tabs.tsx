import { Tabs as MantineTabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useAddress } from './address.ts'

export type Tab = { key: string; label: string; badge?: ReactNode; content: ReactNode }

/** Parts of one thing. Which one is open stands in the address (`?tab=members`), the first when nothing is said. */
export function Tabs({ tabs, name = 'tab' }: { tabs: readonly Tab[]; name?: string }) {
  const { search, change } = useAddress()
  const open = tabs.find(({ key }) => key === search[name]) ?? tabs[0]
  return (
    <MantineTabs
      value={open?.key ?? null}
      onChange={(key) => change({ [name]: key === tabs[0]?.key ? undefined : (key ?? undefined) })}
      keepMounted={false}
    >
      <MantineTabs.List mb="lg" style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
        {tabs.map(({ key, label, badge }) => (
          // The list cuts off what stands over, so the ring of the focus is drawn inside.
          <MantineTabs.Tab key={key} value={key} rightSection={badge} fw={550} style={{ outlineOffset: -2 }}>
            {label}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {tabs.map(({ key, content }) => (
        <MantineTabs.Panel key={key} value={key}>
          {content}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  )
}
