import { createUsePuck, type Data, Puck } from '@puckeditor/core'
import '@puckeditor/core/no-external.css'
import { type CSSProperties, useMemo, useRef, useState } from 'react'
import { apiPath } from '../../base/endpoint.ts'
import { downloadFileApi } from '../../files/contract.ts'
import { type PageContent, savePageDraftApi } from '../../pages/contract.ts'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { useCommand } from '../../ui/queries.ts'
import { useUnsavedGuard } from '../../ui/unsaved-guard.ts'
import { getPortalApi, type PortalShape, previewExposureApi } from '../contract.ts'
import { PlaceContext } from '../portal/place.ts'
import { BuilderBar } from './builder-bar.tsx'
import { builderConfig } from './builder-config.tsx'
import { BuilderContext } from './builder-place.ts'
import classes from './builder.module.css'
import { Outline } from './outline.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { fromPuck, toPuck } from './puck-data.ts'
import { useStyleNonce } from './use-style-nonce.ts'
import { VersionsDrawer } from './versions-drawer.tsx'

const usePuckState = createUsePuck()
const fileAddress = (file: string): string => apiPath(downloadFileApi).replace(':file', file)

/** The canvas shows the portal's colour, not Portico's. */
const brand = (color: string) =>
  ({ '--mantine-primary-color-filled': color, '--mantine-color-harbor-filled': color }) as CSSProperties

type BuilderProps = {
  page: string
  draft: PageContent
  draftVersion: number
  portal: PortalShape
  mayPublish: boolean
  /** The draft was replaced as a whole: the builder begins anew with it. */
  onReplaced: () => void
}

/** Keeps the draft: what is on the canvas, what the server has, and the version it has it under. */
function useDraft({ page, draft, draftVersion }: BuilderProps) {
  const t = useText()
  const [content, setContent] = useState(draft)
  const [saved, setSaved] = useState({ text: JSON.stringify(draft), version: draftVersion })
  const latest = useRef(content)
  const save = useCommand(savePageDraftApi, { done: t('Saved'), invalidates: [getPortalApi, previewExposureApi] })
  const isUnsaved = JSON.stringify(content) !== saved.text
  useUnsavedGuard(() => JSON.stringify(latest.current) !== saved.text)
  return {
    isUnsaved,
    isSaving: save.isRunning,
    version: saved.version,
    change: (data: Data) => {
      latest.current = fromPuck(data)
      setContent(latest.current)
    },
    /** Resolves to whether what is on the canvas is on the server now. */
    save: async (): Promise<boolean> => {
      const sent = latest.current
      const answer = await save.runAndWait({ page, draftVersion: saved.version, content: sent })
      if (answer) setSaved({ text: JSON.stringify(sent), version: answer.draftVersion })
      return answer !== undefined
    },
  }
}

function Workshop(props: BuilderProps & { draftState: ReturnType<typeof useDraft> }) {
  const { page, portal, onReplaced, draftState } = props
  const t = useText()
  const [isPhone, setPhone] = useState(false)
  const [open, setOpen] = useState<'publish' | 'versions' | null>(null)
  const hasChosen = usePuckState((state) => state.selectedItem !== null)
  const dispatch = usePuckState((state) => state.dispatch)
  const selectorOf = usePuckState((state) => state.getSelectorForId)
  const publish = async () => {
    if (!draftState.isUnsaved || (await draftState.save())) setOpen('publish')
  }
  const find = (widget: string) => {
    setOpen(null)
    dispatch({ type: 'setUi', ui: { itemSelector: selectorOf(widget) ?? null } })
  }
  return (
    <div className={classes.workshop}>
      <BuilderBar
        isPhone={isPhone}
        onPhone={setPhone}
        isUnsaved={draftState.isUnsaved}
        isSaving={draftState.isSaving}
        onSave={() => void draftState.save()}
        onPublish={() => void publish()}
        mayPublish={props.mayPublish}
        onVersions={() => setOpen('versions')}
      />
      <div className={classes.tables}>
        <section className={classes.palette} aria-label={t('Widgets')}>
          <Puck.Components />
          <Outline />
        </section>
        <div className={classes.canvas} data-phone={isPhone || undefined} style={brand(portal.branding.color)}>
          <Puck.Preview />
        </div>
        <section className={classes.settings} aria-label={t('Settings of the widget')}>
          {hasChosen ? (
            <Puck.Fields />
          ) : (
            <Text quiet>{t('Choose a widget on the page to set it up, or drag a new one onto it.')}</Text>
          )}
        </section>
      </div>
      <PublishDialog
        page={page}
        draftVersion={draftState.version}
        isOpen={open === 'publish'}
        onClose={() => setOpen(null)}
        onDone={() => setOpen(null)}
        onFind={find}
      />
      <VersionsDrawer
        page={page}
        draftVersion={draftState.version}
        isOpen={open === 'versions'}
        onClose={() => setOpen(null)}
        onRestored={onReplaced}
      />
    </div>
  )
}

/** The visual editor of one page: widgets are dragged or added onto it and set up in the panel beside it. */
export function PageBuilder(props: BuilderProps) {
  const { portal, draft } = props
  const t = useText()
  const draftState = useDraft(props)
  useStyleNonce()
  const config = useMemo(() => builderConfig(t), [t])
  const [first] = useState(() => toPuck(draft))
  const navigation = portal.pages.filter(({ published }) => published)
  return (
    <BuilderContext value={{ workspace: portal.workspace, pages: portal.pages }}>
      <PlaceContext value={{ portal: portal.code, name: portal.name, navigation, fileAddress, isBuilder: true }}>
        <Puck config={config} data={first} onChange={draftState.change} iframe={{ enabled: false }}>
          <Workshop {...props} draftState={draftState} />
        </Puck>
      </PlaceContext>
    </BuilderContext>
  )
}
