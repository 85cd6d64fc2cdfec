internal import CCRYPTO
public import Foundation

/// SHA-256 as the provenance and the report's content policy need it (FIPS 180-4), by the system's libcrypto.
public enum Digest {
    /// The 32 bytes of the digest of `bytes`. O(n).
    ///
    /// - Throws: ``DigestError``.
    public static func sha256(_ bytes: [UInt8]) throws(DigestError) -> [UInt8] {
        let running = try RunningDigest()
        try running.add(bytes)
        return try running.finish()
    }

    /// libcrypto as it is here. Algorithms are fetched by name since 3.0.
    public static var library: SystemLibrary {
        SystemLibrary(
            "libcrypto", found: "\(OPENSSL_version_major()).\(OPENSSL_version_minor()).\(OPENSSL_version_patch())",
            least: "3.0")
    }

    /// Bytes as hexadecimal digits in lower case. O(n).
    public static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

/// A SHA-256 that is fed piece by piece. It owns libcrypto's context and frees it.
public final class RunningDigest {
    private let context: OpaquePointer
    private let algorithm: String
    /// libcrypto itself may take more after the end and give another digest.
    private var isFinished = false

    /// A digest of nothing yet.
    ///
    /// - Throws: ``DigestError`` where this machine's libcrypto offers no SHA-256, as a broken configuration may do.
    public convenience init() throws(DigestError) {
        try self.init(algorithm: "SHA256")
    }

    init(algorithm: String) throws(DigestError) {
        guard let context = EVP_MD_CTX_new() else { throw .unavailable(algorithm: algorithm, step: "start") }
        let method = EVP_MD_fetch(nil, algorithm, nil)
        defer { EVP_MD_free(method) }
        guard let method, EVP_DigestInit_ex(context, method, nil) == 1 else {
            EVP_MD_CTX_free(context)
            throw .unavailable(algorithm: algorithm, step: "start")
        }
        self.context = context
        self.algorithm = algorithm
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes. O(n).
    ///
    /// - Throws: ``DigestError``, also where the digest is finished already.
    public func add(_ bytes: some ContiguousBytes) throws(DigestError) {
        let isAdded =
            !isFinished && bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) == 1 }
        guard isAdded else { throw .unavailable(algorithm: algorithm, step: "add") }
    }

    /// The digest, 32 bytes. Nothing may be added afterwards.
    ///
    /// - Throws: ``DigestError``, also where the digest is finished already.
    public func finish() throws(DigestError) -> [UInt8] {
        guard !isFinished else { throw .unavailable(algorithm: algorithm, step: "finish") }
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
            var length: UInt32 = 0
            isFinished = EVP_DigestFinal_ex(context, buffer.baseAddress, &length) == 1
            count = isFinished ? Int(length) : 0
        }
        guard isFinished else { throw .unavailable(algorithm: algorithm, step: "finish") }
        return bytes
    }
}

/// What can go wrong with a digest.
public enum DigestError: HomewardError, Equatable {
    /// libcrypto refused to start, to take bytes or to finish.
    case unavailable(algorithm: String, step: String)

    /// What happened, what it is about and what to do.
    public var report: ErrorReport {
        switch self {
        case .unavailable(let algorithm, let step):
            ErrorReport(
                "digest.unavailable", .unavailable, .named("libcrypto"),
                "the \(algorithm) digest cannot be computed (\(step) was refused)",
                remedy: "check this machine's OpenSSL and its configuration")
        }
    }
}
