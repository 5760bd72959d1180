//! Numbers assigned by IANA and IEEE.

use bytescope_inspect::labels;

labels! {
    /// Protocol of the payload (IANA protocol numbers)
    pub struct IpProtocol(u8) {
        /// IPv6 hop-by-hop options
        HOPOPT = 0,
        /// Internet Control Message Protocol
        ICMP = 1,
        /// Internet Group Management Protocol
        IGMP = 2,
        /// IPv4 encapsulation
        IPV4 = 4,
        /// Transmission Control Protocol
        TCP = 6,
        /// Exterior Gateway Protocol
        EGP = 8,
        /// User Datagram Protocol
        UDP = 17,
        /// Datagram Congestion Control Protocol
        DCCP = 33,
        /// IPv6 encapsulation
        IPV6 = 41,
        /// Routing header for IPv6
        IPV6_ROUTE = 43,
        /// Fragment header for IPv6
        IPV6_FRAG = 44,
        /// Resource Reservation Protocol
        RSVP = 46,
        /// Generic Routing Encapsulation
        GRE = 47,
        /// Encapsulating Security Payload
        ESP = 50,
        /// Authentication header
        AH = 51,
        /// ICMP for IPv6
        IPV6_ICMP = 58,
        /// No next header for IPv6
        IPV6_NONXT = 59,
        /// Destination options for IPv6
        IPV6_OPTS = 60,
        /// Enhanced Interior Gateway Routing Protocol
        EIGRP = 88,
        /// Open Shortest Path First
        OSPF = 89,
        /// Protocol Independent Multicast
        PIM = 103,
        /// Virtual Router Redundancy Protocol
        VRRP = 112,
        /// Layer Two Tunneling Protocol
        L2TP = 115,
        /// Stream Control Transmission Protocol
        SCTP = 132,
        /// Mobility header
        MOBILITY = 135,
        /// UDP-Lite
        UDP_LITE = 136,
        /// Multiprotocol Label Switching in IP
        MPLS_IN_IP = 137,
    }
}

impl IpProtocol {
    /// True for an IPv6 extension header of the common form: next header, length, data (RFC 6564).
    pub(crate) fn is_extension(self) -> bool {
        matches!(
            self,
            Self::HOPOPT | Self::IPV6_ROUTE | Self::IPV6_FRAG | Self::IPV6_OPTS | Self::MOBILITY
        )
    }
}

labels! {
    /// Protocol of the payload (IEEE 802 numbers); up to 1500, the size of the payload
    pub struct EtherType(u16) {
        /// Internet Protocol version 4
        IPV4 = 0x0800,
        /// Address Resolution Protocol
        ARP = 0x0806,
        /// Wake-on-LAN
        WAKE_ON_LAN = 0x0842,
        /// Reverse Address Resolution Protocol
        RARP = 0x8035,
        /// Customer VLAN tag (IEEE 802.1Q)
        C_VLAN = 0x8100,
        /// Internet Protocol version 6
        IPV6 = 0x86dd,
        /// MAC control (IEEE 802.3)
        MAC_CONTROL = 0x8808,
        /// Slow protocols, such as LACP (IEEE 802.3)
        SLOW_PROTOCOLS = 0x8809,
        /// Multiprotocol Label Switching
        MPLS = 0x8847,
        /// Multiprotocol Label Switching, upstream-assigned label
        MPLS_UPSTREAM = 0x8848,
        /// PPP over Ethernet, discovery stage
        PPPOE_DISCOVERY = 0x8863,
        /// PPP over Ethernet, session stage
        PPPOE_SESSION = 0x8864,
        /// EAP over LAN (IEEE 802.1X)
        EAPOL = 0x888e,
        /// PROFINET
        PROFINET = 0x8892,
        /// EtherCAT
        ETHERCAT = 0x88a4,
        /// Service VLAN tag (IEEE 802.1ad)
        S_VLAN = 0x88a8,
        /// Link Layer Discovery Protocol (IEEE 802.1AB)
        LLDP = 0x88cc,
        /// MAC security (IEEE 802.1AE)
        MACSEC = 0x88e5,
        /// Precision Time Protocol (IEEE 1588)
        PTP = 0x88f7,
        /// Ethernet configuration testing, loopback
        LOOPBACK = 0x9000,
        /// Service VLAN tag of older switches
        Q_IN_Q = 0x9100,
    }
}

impl EtherType {
    /// True for a VLAN tag.
    pub(crate) fn is_tag(self) -> bool {
        matches!(self, Self::C_VLAN | Self::S_VLAN | Self::Q_IN_Q)
    }

    /// Returns the size of the payload, if the field contains a size (IEEE 802.3, 3.2.6).
    pub(crate) fn length(self) -> Option<u16> {
        (self.0 <= 1500).then_some(self.0)
    }
}

labels! {
    /// Hardware type (IANA ARP parameters; on Linux ARPHRD)
    pub struct HardwareType(u16) {
        /// Ethernet
        ETHERNET = 1,
        /// IEEE 802 networks
        IEEE_802 = 6,
        /// Frame Relay
        FRAME_RELAY = 15,
        /// InfiniBand
        INFINIBAND = 32,
        /// Point-to-point protocol
        PPP = 512,
        /// IPv4 tunnel
        TUNNEL = 768,
        /// IPv6 tunnel
        TUNNEL6 = 769,
        /// Loopback device
        LOOPBACK = 772,
        /// IPv6 in IPv4
        SIT = 776,
        /// GRE over IP
        IPGRE = 778,
        /// IEEE 802.11
        IEEE80211 = 801,
        /// IEEE 802.11 with a radiotap header
        IEEE80211_RADIOTAP = 803,
        /// Netlink
        NETLINK = 824,
        /// No link-layer header
        NONE = 65534,
    }
}
