import { createUsePuck } from '@puckeditor/core'
import {
  IconArrowBackUp,
  IconArrowDown,
  IconArrowForwardUp,
  IconArrowUp,
  IconDeviceDesktop,
  IconDeviceMobile,
  IconHistory,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { widgetDefinitions } from '../../pages/contract-widgets.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import classes from './builder.module.css'

const usePuckState = createUsePuck()
const body = 'root:default-zone'

/** What the chosen widget is and where it stands; everything dragging does can be done with these by keyboard. */
function useChosenWidget() {
  const dispatch = usePuckState((state) => state.dispatch)
  const selector = usePuckState((state) => state.appState.ui.itemSelector)
  const zone = selector?.zone ?? body
  const neighbours = usePuckState((state) => {
    const { data } = state.appState
    if (zone === body) return data.content.length
    const slot = (data.root.props as Record<string, unknown[] | undefined> | undefined)?.[zone.replace('root:', '')]
    return slot?.length ?? 0
  })
  return {
    at: selector?.index,
    count: neighbours,
    move: (by: number) => {
      if (!selector) return
      const destinationIndex = selector.index + by
      dispatch({ type: 'reorder', sourceIndex: selector.index, destinationIndex, destinationZone: zone })
      dispatch({ type: 'setUi', ui: { itemSelector: { index: destinationIndex, zone } } })
    },
    remove: () => selector && dispatch({ type: 'remove', index: selector.index, zone }),
    add: (componentType: string) => {
      const destinationIndex = selector && zone === body ? selector.index + 1 : neighbours
      dispatch({ type: 'insert', componentType, destinationIndex, destinationZone: zone })
      dispatch({ type: 'setUi', ui: { itemSelector: { index: destinationIndex, zone } } })
    },
  }
}

export type BuilderBarProps = {
  isPhone: boolean
  onPhone: (isPhone: boolean) => void
  isUnsaved: boolean
  isSaving: boolean
  onSave: () => void
  onPublish: () => void
  mayPublish: boolean
  onVersions: () => void
}

export function BuilderBar(props: BuilderBarProps) {
  const { isPhone, onPhone, isUnsaved, isSaving, onSave, onPublish, mayPublish, onVersions } = props
  const t = useText()
  const chosen = useChosenWidget()
  const history = usePuckState((state) => state.history)
  const nothing = chosen.at === undefined && t('Choose a widget first')
  return (
    <Toolbar
      label={t('Page builder')}
      end={
        <>
          <Text small quiet>
            <span aria-live="polite">{isUnsaved ? t('Not saved') : t('Saved')}</span>
          </Text>
          <Button kind="plain" isRunning={isSaving} onClick={onSave}>
            {t('Save')}
          </Button>
          <Button
            onClick={onPublish}
            disabledReason={
              !mayPublish && t('Only administrators of the company open anything to people from outside.')
            }
          >
            {t('Publish')}
          </Button>
        </>
      }
    >
      <Menu
        label={t('Add a widget')}
        entries={Object.values(widgetDefinitions).map(({ type, name }) => ({
          label: t(name),
          onClick: () => chosen.add(type),
        }))}
      >
        <button type="button" className={classes.add}>
          <IconPlus size={16} aria-hidden />
          {t('Add a widget')}
        </button>
      </Menu>
      <IconButton
        label={t('Undo')}
        icon={IconArrowBackUp}
        disabledReason={!history.hasPast && t('Nothing to undo')}
        onClick={() => history.back()}
      />
      <IconButton
        label={t('Redo')}
        icon={IconArrowForwardUp}
        disabledReason={!history.hasFuture && t('Nothing to redo')}
        onClick={() => history.forward()}
      />
      <IconButton
        label={t('Move the widget up')}
        icon={IconArrowUp}
        disabledReason={nothing || (chosen.at === 0 && t('It is the first one'))}
        onClick={() => chosen.move(-1)}
      />
      <IconButton
        label={t('Move the widget down')}
        icon={IconArrowDown}
        disabledReason={nothing || (chosen.at === chosen.count - 1 && t('It is the last one'))}
        onClick={() => chosen.move(1)}
      />
      <IconButton
        label={t('Remove the widget')}
        icon={IconTrash}
        disabledReason={nothing}
        onClick={() => chosen.remove()}
      />
      <IconButton
        label={isPhone ? t('Show it on a desktop') : t('Show it on a phone')}
        icon={isPhone ? IconDeviceDesktop : IconDeviceMobile}
        onClick={() => onPhone(!isPhone)}
      />
      <IconButton label={t('Published versions')} icon={IconHistory} onClick={onVersions} />
    </Toolbar>
  )
}
