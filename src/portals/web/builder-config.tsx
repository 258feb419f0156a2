import type { Config } from '@puckeditor/core'
import type { ReactNode } from 'react'
import { areaNames, type AreaName } from '../../pages/contract.ts'
import { type PanelField, widgetDefinitions, type WidgetDefinition } from '../../pages/contract-widgets.ts'
import type { Translate } from '../../ui/language.ts'
import { areaWords } from './area-words.ts'
import classes from './builder.module.css'
import { SettingField } from './setting-field.tsx'
import { WidgetPreview } from './widget-preview.tsx'

const all = Object.values(widgetDefinitions) as unknown as WidgetDefinition[]

const groupNames = { work: 'Work', content: 'Content', structure: 'Structure' } as const

const fieldsOf = (definition: WidgetDefinition, t: Translate) =>
  Object.fromEntries(
    Object.entries(definition.panel as Record<string, PanelField>).map(([name, field]) => [
      name,
      {
        type: 'custom' as const,
        label: t(field.label),
        render: ({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) => (
          <SettingField field={field} value={value} onChange={onChange} />
        ),
      },
    ]),
  )

/** Puck hands over its own properties among the settings. */
const settingsIn = ({ panel }: WidgetDefinition, props: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(panel).flatMap((name) => (name in props ? [[name, props[name]]] : [])))

type Slots = Record<AreaName, (given?: { minEmptyHeight?: number; className?: string }) => ReactNode>

function Root({ children, slots, t }: { children: ReactNode; slots: Slots; t: Translate }) {
  const area = (name: AreaName) => {
    const Slot = slots[name]
    return (
      <div className={classes.area} data-area={name}>
        <span className={classes.areaName}>{t(areaWords[name])}</span>
        <Slot minEmptyHeight={56} className={classes.slot ?? ''} />
      </div>
    )
  }
  return (
    <div className={classes.page}>
      {area('header')}
      <div className={classes.middle}>
        {area('left')}
        <div className={classes.body}>{children}</div>
        {area('right')}
      </div>
      {area('footer')}
    </div>
  )
}

/** The editor's configuration, made from the definitions of the widgets: a new widget needs nothing here. */
export function builderConfig(t: Translate): Config {
  const components = Object.fromEntries(
    all.map((definition) => [
      definition.type,
      {
        label: t(definition.name),
        defaultProps: definition.initial,
        fields: fieldsOf(definition, t),
        render: ({ id, ...props }: Record<string, unknown> & { id: string }) => (
          <WidgetPreview widget={{ id, type: definition.type, settings: settingsIn(definition, props) }} />
        ),
      },
    ]),
  )
  const categories = Object.fromEntries(
    Object.entries(groupNames).map(([group, name]) => [
      group,
      {
        title: t(name),
        components: all.filter((definition) => definition.group === group).map(({ type }) => type),
        defaultExpanded: true,
      },
    ]),
  )
  return {
    components,
    categories,
    root: {
      fields: Object.fromEntries(areaNames.map((name) => [name, { type: 'slot' as const, label: t(areaWords[name]) }])),
      render: ({ children, ...slots }: { children: ReactNode } & Record<string, unknown>) => (
        <Root slots={slots as Slots} t={t}>
          {children}
        </Root>
      ),
    },
  } as unknown as Config
}
