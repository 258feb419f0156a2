import { useState } from 'react'
import { getPageApi, listPageVersionsApi } from '../../pages/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { TextSetting } from '../../ui/setting-fields.tsx'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import type { AnswerOf } from '../../base/endpoint.ts'
import {
  type ExposureShape,
  getPortalApi,
  previewExposureApi,
  publishPageApi,
  type WidgetProblem,
} from '../contract.ts'
import { exposureWords, widgetName } from './widget-words.ts'

type Preview = AnswerOf<typeof previewExposureApi>

function Exposures({ title, list, kind }: { title: string; list: ExposureShape[]; kind: 'warning' | 'info' }) {
  const t = useText()
  if (list.length === 0) return null
  return (
    <Callout kind={kind} title={title}>
      <ul>
        {list
          .flatMap((exposure) => exposureWords(exposure, t))
          .map((words) => (
            <li key={words}>{words}</li>
          ))}
      </ul>
    </Callout>
  )
}

function Problems({ problems, onFind }: { problems: WidgetProblem[]; onFind: (widget: string) => void }) {
  const t = useText()
  if (problems.length === 0) return null
  const isWrong = problems.some(({ kind }) => kind === 'settings')
  return (
    <Callout
      kind={isWrong ? 'bad' : 'warning'}
      title={isWrong ? t('The page is not finished') : t('Not everybody could use this page')}
    >
      <ul>
        {problems.map(({ widget, type, message }) => (
          <li key={`${widget} ${message}`}>
            <Row gap="xs">
              <Text>
                <strong>{widgetName(type, t)}</strong>: {message}
              </Text>
              <Button kind="quiet" size="xs" onClick={() => onFind(widget)}>
                {t('Show it')}
              </Button>
            </Row>
          </li>
        ))}
      </ul>
    </Callout>
  )
}

function Changes({ preview: { gives, takes, keeps, outsiders } }: { preview: Preview }) {
  const t = useText()
  return (
    <Stack gap="sm">
      <Exposures
        kind="warning"
        title={t('{{count}} people from outside will newly be able to', { count: outsiders })}
        list={gives}
      />
      <Exposures
        kind="warning"
        title={t('{{count}} people from outside will no longer be able to', { count: outsiders })}
        list={takes}
      />
      {gives.length === 0 && takes.length === 0 && (
        <Callout>{t('Nobody gains or loses anything: what people from outside may do stays as it is.')}</Callout>
      )}
      <Exposures kind="info" title={t('Stays as it is')} list={keeps} />
    </Stack>
  )
}

export type PublishDialogProps = {
  page: string
  draftVersion: number
  isOpen: boolean
  onClose: () => void
  onDone: () => void
  onFind: (widget: string) => void
}

function Publishing({ page, draftVersion, onClose, onDone, onFind }: Omit<PublishDialogProps, 'isOpen'>) {
  const t = useText()
  const [reason, setReason] = useState('')
  const preview = useQueryOf(previewExposureApi, { page })
  const publish = useCommand(publishPageApi, {
    done: t('The page is published'),
    invalidates: [getPageApi, getPortalApi, listPageVersionsApi, previewExposureApi],
    onDone,
  })
  return (
    <Loaded query={preview} skeleton={<ListSkeleton />}>
      {(found) => {
        const isWrong = found.problems.some(({ kind }) => kind === 'settings')
        const needsReason = !isWrong && found.problems.length > 0
        return (
          <Stack>
            <Problems problems={found.problems} onFind={onFind} />
            <Changes preview={found} />
            {needsReason && (
              <TextSetting
                label={t('Why it is published all the same')}
                description={t('The reason is kept in the audit.')}
                value={reason}
                onChange={setReason}
                maxLength={1000}
              />
            )}
            <Row justify="end">
              <Button kind="plain" onClick={onClose}>
                {t('Cancel')}
              </Button>
              <Button
                isRunning={publish.isRunning}
                disabledReason={
                  (isWrong && t('Finish the widgets named above first')) ||
                  (needsReason && !reason.trim() && t('Mend the widgets named above or give a reason'))
                }
                onClick={() => publish.run({ page, draftVersion, ...(needsReason ? { override: reason } : {}) })}
              >
                {t('Publish')}
              </Button>
            </Row>
          </Stack>
        )
      }}
    </Loaded>
  )
}

/** What publishing would change for whom, people from outside first, before it is done. */
export function PublishDialog({ isOpen, ...rest }: PublishDialogProps) {
  const t = useText()
  return (
    <Dialog title={t('Publish the page')} isOpen={isOpen} onClose={rest.onClose} size="lg">
      <Publishing {...rest} />
    </Dialog>
  )
}
