/** What is needed of Electron's `safeStorage`, once the application is ready. */
export interface SafeStorage {
  /** Whether the system's key store answers. */
  isEncryptionAvailable(): boolean
  isAsyncEncryptionAvailable(): Promise<boolean>
  encryptStringAsync(text: string): Promise<Buffer>
  /** Rejects where the key is another one than at sealing, or is gone. */
  decryptStringAsync(sealed: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>
  /** Linux only. */
  getSelectedStorageBackend?(): string
}
