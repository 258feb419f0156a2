import { createUsePuck } from '@puckeditor/core'
import { areaNames } from '../../pages/contract.ts'
import { useText } from '../../ui/language.ts'
import { areaWords } from './area-words.ts'
import classes from './builder.module.css'
import { fromPuck } from './puck-data.ts'
import { widgetName } from './widget-words.ts'

const usePuckState = createUsePuck()

/** Every widget of the page in reading order; choosing one here is choosing it on the canvas, by keyboard too. */
export function Outline() {
  const t = useText()
  const data = usePuckState((state) => state.appState.data)
  const chosen = usePuckState((state) => state.selectedItem?.props.id as string | undefined)
  const dispatch = usePuckState((state) => state.dispatch)
  const selectorOf = usePuckState((state) => state.getSelectorForId)
  const { widgets, areas } = fromPuck(data)
  const parts = [
    { name: t('Page'), list: widgets },
    ...areaNames.map((area) => ({ name: t(areaWords[area]), list: areas?.[area] ?? [] })),
  ].filter(({ list }) => list.length > 0)
  return (
    <nav aria-label={t('On this page')}>
      {parts.map(({ name, list }) => (
        <div key={name}>
          <h2 className={classes.outlineTitle}>{name}</h2>
          <ol className={classes.outline}>
            {list.map(({ id, type, settings }) => (
              <li key={id}>
                <button
                  type="button"
                  className={classes.outlineEntry}
                  aria-current={id === chosen || undefined}
                  onClick={() => dispatch({ type: 'setUi', ui: { itemSelector: selectorOf(id) ?? null } })}
                >
                  {widgetName(type, t)}
                  <span>{String(settings['title'] || settings['label'] || '')}</span>
                </button>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </nav>
  )
}
