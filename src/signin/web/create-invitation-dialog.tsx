import { useState } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import { getExternalUserApi } from '../../people/contract.ts'
import { listPortalsApi } from '../../portals/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { CheckboxField, SelectField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { createPortalInvitationApi, invitationDays, listInvitationsApi } from '../invitations-contract.ts'

type Person = { id: string; fullName: string; email: string | null }
type Made = AnswerOf<typeof createPortalInvitationApi>
type Props = { person: Person; isOpen: boolean; onClose: () => void }

function MadeLink({ made, person, onClose }: { made: Made; person: Person; onClose: () => void }) {
  const t = useText()
  return (
    <Stack>
      <Callout kind="good" title={t('The link is made')}>
        {t('Copy it now: it is shown this once. Whoever has it can register as {{name}}.', { name: person.fullName })}
      </Callout>
      <CopyField label={t('Invitation link')} value={made.link} />
      {made.expiresAt ? (
        <span>
          {t('Works until')} <Moment at={made.expiresAt} />
        </span>
      ) : (
        t('Works until it is used or withdrawn.')
      )}
      <Row justify="end">
        <Button onClick={onClose}>{t('Close')}</Button>
      </Row>
    </Stack>
  )
}

function MakeLink({ person, onClose, onMade }: { person: Person; onClose: () => void; onMade: (made: Made) => void }) {
  const t = useText()
  const portals = useQueryOf(listPortalsApi, {})
  return (
    <Loaded query={portals} skeleton={<FormSkeleton />}>
      {({ rows }) =>
        rows.length === 0 ? (
          <EmptyState
            level={3}
            title={t('There is no portal yet')}
            text={t('Open a workspace and enable its portal; then you can invite people to it.')}
            action={
              <Button href={links.home()} kind="plain">
                {t('Go to the start page')}
              </Button>
            }
          />
        ) : (
          <CommandForm
            endpoint={createPortalInvitationApi}
            start={{
              portal: rows.length === 1 ? (rows[0]?.id as string) : undefined,
              withoutConfirmation: false,
              replaceEarlier: true,
              endless: false,
            }}
            input={(values) => ({ user: person.id, ...values, portal: values.portal ?? '' })}
            submit={t('Create the link')}
            onCancel={onClose}
            invalidates={[listInvitationsApi, getExternalUserApi]}
            problemFields={{ 'invitation.already_in': 'portal' }}
            onDone={onMade}
          >
            <SelectField
              name="portal"
              label={t('Portal')}
              required
              options={rows.map(({ id, name, state }) => ({
                value: id,
                label: state === 'active' ? name : t('{{name}} (inactive)', { name }),
              }))}
            />
            <CheckboxField
              name="withoutConfirmation"
              label={t('Without contact confirmation')}
              disabled={!person.email}
              description={
                person.email
                  ? t('Straight to name and password: whoever has the link is trusted to be {{email}}.', {
                      email: person.email,
                    })
                  : t('Needs an e-mail address on the card.')
              }
            />
            <CheckboxField
              name="replaceEarlier"
              label={t('Replace the earlier link')}
              description={t('Open links of this person to this portal stop working.')}
            />
            <CheckboxField
              name="endless"
              label={t('No end')}
              description={t('Otherwise the link works for {{count}} days.', { count: invitationDays.portal })}
            />
          </CommandForm>
        )
      }
    </Loaded>
  )
}

/** An individual link to a portal, shown once. */
export function CreateInvitationDialog({ person, isOpen, onClose }: Props) {
  const t = useText()
  const [made, setMade] = useState<Made>()
  const close = (): void => {
    setMade(undefined)
    onClose()
  }
  return (
    <Dialog title={t('Invitation link for {{name}}', { name: person.fullName })} isOpen={isOpen} onClose={close}>
      {made ? (
        <MadeLink made={made} person={person} onClose={close} />
      ) : (
        <MakeLink person={person} onClose={close} onMade={setMade} />
      )}
    </Dialog>
  )
}
