import { asOperation } from '../operations/operation.ts'
import { uploadFile, uploadFileOnPortal } from './commands/upload-file.ts'
import { updateUploadSettings } from './commands/update-upload-settings.ts'
import { downloadFile, downloadFileOnPortal } from './queries/download-file.ts'
import { getUploadSettings } from './queries/get-upload-settings.ts'

export const fileRoutes = [
  uploadFile,
  uploadFileOnPortal,
  downloadFile,
  downloadFileOnPortal,
  getUploadSettings,
  updateUploadSettings,
].map(asOperation)
