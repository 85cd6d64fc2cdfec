internal import CCRYPTO
import Foundation

/// SHA-256 as the provenance and the report's content policy need it (FIPS 180-4), by the system's libcrypto.
public enum Digest {
    /// The 32 bytes of the digest of `bytes`. O(n).
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        let running = RunningDigest()
        running.add(bytes)
        return running.finish()
    }
}

/// A digest that is fed piece by piece. It owns libcrypto's context and frees it.
public final class RunningDigest {
    private let context: OpaquePointer?

    public init() {
        context = EVP_MD_CTX_new()
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit { EVP_MD_CTX_free(context) }

    public func add(_ bytes: some ContiguousBytes) {
        bytes.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    }

    /// The 32 bytes. Nothing may be added afterwards.
    public func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
            var length: UInt32 = 0
            EVP_DigestFinal_ex(context, buffer.baseAddress, &length)
            count = Int(length)
        }
    }
}
