import { apiPath } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import { uploadFileApi } from '../../files/contract.ts'
import { uploadFile } from '../../ui/api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField } from '../../ui/fields.tsx'
import { FileField, type StoredFile } from '../../ui/file-field.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { TextLink, useGo } from '../../ui/link.tsx'
import { getImportTemplateApi, importFileLimit, importUsersApi } from '../batches-contract.ts'

const template = (format: string): string => `${apiPath(getImportTemplateApi)}?format=${format}`

function ImportUsers({ onClose }: { onClose: () => void }) {
  const t = useText()
  const go = useGo()
  return (
    <CommandForm
      endpoint={importUsersApi}
      start={{ file: [] as StoredFile[], encoding: 'auto' as string }}
      input={({ file, encoding }) => ({ file: file[0]?.id ?? '', encoding: encoding as 'auto' })}
      submit={t('Look at the file')}
      onCancel={onClose}
      onDone={({ id }) => go(links.userBatch({ batch: id }))}
    >
      <Text>
        {t('One person a row, names of columns in the first row. Nobody is invited before you have seen every row.')}{' '}
        {t('Begin with an empty table:')}{' '}
        <TextLink href={template('xlsx')} newTab>
          Excel
        </TextLink>
        {', '}
        <TextLink href={template('csv')} newTab>
          CSV
        </TextLink>
        .
      </Text>
      <FileField
        name="file"
        label={t('File')}
        required
        accept=".csv,.txt,.xlsx"
        limit={importFileLimit}
        upload={(file, onProgress, signal) => uploadFile(uploadFileApi, { name: file.name }, file, onProgress, signal)}
      />
      <SelectField
        name="encoding"
        label={t('Encoding of a CSV file')}
        description={t('Choose one only if letters were refused or look wrong.')}
        options={[
          { value: 'auto', label: t('Find out (UTF-8)') },
          { value: 'windows-1251', label: t('Windows-1251 (Cyrillic)') },
          { value: 'windows-1252', label: t('Windows-1252 (Western)') },
        ]}
      />
    </CommandForm>
  )
}

/** A file of people to invite; what is in it is looked at on the page of the import. */
export function ImportUsersDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useText()
  return (
    <Dialog title={t('Import people')} isOpen={isOpen} onClose={onClose}>
      <ImportUsers onClose={onClose} />
    </Dialog>
  )
}
