import { links } from '../../base/employee-links.ts'
import { useText } from '../../ui/language.ts'
import { Page } from '../../ui/page.tsx'
import { TextLink } from '../../ui/link.tsx'
import { ProcessList } from './process-list.tsx'

/** Administration → Processes: those of all workspaces. They are made in their workspace. */
export function ProcessesPage() {
  const t = useText()
  return (
    <Page
      title={t('Processes')}
      description={
        <>
          {t('Processes of all workspaces. New ones are drawn in their workspace.')}{' '}
          <TextLink href={links.incidents()}>{t('What needs help')}</TextLink>
        </>
      }
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
    >
      <ProcessList canCreate={false} />
    </Page>
  )
}
