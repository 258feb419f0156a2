import { IconDownload } from '@tabler/icons-react'
import { useAddress } from '../../ui/address.ts'
import { addressOf } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Menu } from '../../ui/menu.tsx'
import { useCommand } from '../../ui/queries.ts'
import { downloadAuditExportApi, exportAuditApi } from '../contract.ts'

const names = ['search', 'actor', 'operation', 'outcome', 'kind', 'resource', 'from', 'to'] as const

/** Carries away exactly what is filtered in the address. */
export function ExportAudit() {
  const t = useText()
  const { search } = useAddress()
  const command = useCommand(exportAuditApi, {
    onDone: ({ id }) => window.location.assign(addressOf(downloadAuditExportApi, { export: id as string })),
  })
  const asked = Object.fromEntries(names.flatMap((name) => (search[name] ? [[name, search[name]]] : [])))
  const take = (format: 'csv' | 'json') => () =>
    command.run({ ...asked, ...(search.days && { days: Number(search.days) }), format })
  return (
    <Menu
      label={t('Export')}
      entries={[
        { label: t('As a table (CSV)'), onClick: take('csv') },
        { label: t('As JSON, one entry per line'), onClick: take('json') },
      ]}
    >
      <Button kind="plain" icon={IconDownload} isRunning={command.isRunning}>
        {t('Export')}
      </Button>
    </Menu>
  )
}
