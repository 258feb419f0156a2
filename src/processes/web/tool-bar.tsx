import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconDownload,
  IconFileExport,
  IconFileImport,
  IconPhoto,
  IconZoomIn,
  IconZoomOut,
  IconZoomReset,
} from '@tabler/icons-react'
import { Button, IconButton } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { useText, type Translate } from '../../ui/language.ts'
import { Menu } from '../../ui/menu.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { Problem } from '../../ui/problem.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { xmlLimit } from '../contract.ts'
import { keepFile } from '../../ui/keep-file.ts'
import { chooseFile, pngFile, svgFile, xmlFile } from './downloads.ts'
import type { Drawing } from './drawing.ts'
import classes from './modeler.module.css'
import { useShownRevision } from './surroundings.ts'
import type { Draft, DraftState } from './use-draft.ts'

export type ToolBarProps = {
  drawing: Drawing
  draft: Draft
  /** Of the process; files are called by it. */
  code: string
  fullScreen: { isFull: boolean; toggle: () => void }
  onPublish: () => void
}

export function ToolBar({ drawing, draft, code, fullScreen, onPublish }: ToolBarProps) {
  const t = useText()
  useShownRevision(drawing)
  return (
    <div className={classes.bar}>
      <Toolbar
        label={t('Modeler')}
        end={
          <>
            <Kept state={draft.state} />
            <Button kind="plain" size="xs" onClick={() => void draft.keep()} isRunning={draft.state === 'keeping'}>
              {t('Save')}
            </Button>
            <Button size="xs" onClick={onPublish}>
              {t('Publish')}
            </Button>
          </>
        }
      >
        <IconButton
          icon={IconArrowBackUp}
          label={t('Undo')}
          onClick={() => drawing.undo()}
          disabledReason={!drawing.canUndo && t('Nothing to undo')}
        />
        <IconButton
          icon={IconArrowForwardUp}
          label={t('Redo')}
          onClick={() => drawing.redo()}
          disabledReason={!drawing.canRedo && t('Nothing to redo')}
        />
        <IconButton icon={IconZoomOut} label={t('Smaller')} onClick={() => drawing.zoom(-1)} />
        <IconButton icon={IconZoomIn} label={t('Larger')} onClick={() => drawing.zoom(1)} />
        <IconButton icon={IconZoomReset} label={t('Show everything')} onClick={() => drawing.fit()} />
        <IconButton
          icon={fullScreen.isFull ? IconArrowsMinimize : IconArrowsMaximize}
          label={fullScreen.isFull ? t('Leave full screen') : t('Full screen')}
          onClick={fullScreen.toggle}
        />
        <Menu
          label={t('Import and export')}
          entries={[
            { label: t('Open a .bpmn file'), icon: IconFileImport, onClick: () => void importFile(drawing, t) },
            'line',
            {
              label: t('Save as .bpmn'),
              icon: IconFileExport,
              onClick: () => void drawing.xml().then((xml) => keepFile(`${code}.bpmn`, xmlFile(xml))),
            },
            {
              label: t('Picture as SVG'),
              icon: IconDownload,
              onClick: () => void drawing.svg().then((svg) => keepFile(`${code}.svg`, svgFile(svg))),
            },
            {
              label: t('Picture as PNG'),
              icon: IconPhoto,
              onClick: () =>
                void drawing
                  .svg()
                  .then(pngFile)
                  .then((png) => keepFile(`${code}.png`, png), tellFailure),
            },
          ]}
        />
      </Toolbar>
    </div>
  )
}

const tellFailure = (thrown: unknown): void =>
  notifyProblem(
    new Problem({ code: 'picture.failed', detail: thrown instanceof Error ? thrown.message : String(thrown) }),
  )

function Kept({ state }: { state: DraftState }) {
  const t = useText()
  if (state === 'kept') return <StatusBadge tone="good">{t('Saved')}</StatusBadge>
  if (state === 'changed') return <StatusBadge>{t('Not saved yet')}</StatusBadge>
  if (state === 'keeping') return <StatusBadge tone="info">{t('Saving…')}</StatusBadge>
  return <StatusBadge tone="bad">{t('Not saved')}</StatusBadge>
}

/** Takes a file in place of what is drawn, after asking; one that cannot be read leaves everything as it was. */
async function importFile(drawing: Drawing, t: Translate): Promise<void> {
  const file = await chooseFile('.bpmn,.xml,application/xml')
  if (!file) return
  if (file.size > xmlLimit) {
    return notifyProblem(
      new Problem({
        code: 'file.too_large',
        detail: t('Expected a file of at most 2 MB, found {{size}} MB.', { size: Math.ceil(file.size / 1024 / 1024) }),
      }),
    )
  }
  const wanted = await confirm({
    title: t('Replace the drawing?'),
    text: t('“{{file}}” takes the place of what is drawn here. Published versions stay as they are.', {
      file: file.name,
    }),
    action: t('Replace'),
  })
  if (!wanted) return
  const before = await drawing.xml()
  try {
    await drawing.replaceWith(await file.text())
  } catch (thrown) {
    await drawing.open(before)
    notifyProblem(
      new Problem({
        code: 'file.unreadable',
        detail: t('Expected a BPMN 2.0 file with a diagram, found one that cannot be read: {{reason}}', {
          reason: thrown instanceof Error ? thrown.message : String(thrown),
        }),
      }),
    )
  }
}
