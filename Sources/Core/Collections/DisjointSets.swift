/// Sets that only ever grow together.
///
/// Source: R. E. Tarjan, J. van Leeuwen (1984), "Worst-case analysis of set union algorithms", Journal of the ACM 31(2)
/// (union to the smaller number, path halving).
public struct DisjointSets {
    private var parent: [Int32]

    public init(_ count: Int) {
        parent = (0..<Int32(count)).map { $0 }
    }

    /// The smallest member of the set that holds `member`. Amortised O(log n).
    public mutating func root(_ member: Int) -> Int {
        var node = Int32(member)
        while parent[Int(node)] != node {
            parent[Int(node)] = parent[Int(parent[Int(node)])]
            node = parent[Int(node)]
        }
        return Int(node)
    }

    /// Makes one set of two.
    public mutating func join(_ first: Int, _ second: Int) {
        let a = root(first)
        let b = root(second)
        if a != b { parent[max(a, b)] = Int32(min(a, b)) }
    }
}
